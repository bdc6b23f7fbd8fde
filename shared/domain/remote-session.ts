import { z } from 'zod'
import { openObject } from '../open-object'
import { personIdSchema, remoteSessionIdSchema, ticketIdSchema } from '../ids'
import { fileHashSchema } from './attachment'
import { maxRemark } from './limits'
import { minuteMs, hourMs, instantSchema, type Instant } from './time'

/**
 * What a customer allows, each by itself: that their screen is seen, that business data is kept or drawn on, that it
 * stays in the picture while they type a password, and that they are guided in changing settings.
 */
export const remoteRights = ['screen', 'data', 'passwords', 'settings'] as const
export const remoteRightSchema = z.enum(remoteRights)
export type RemoteRight = z.infer<typeof remoteRightSchema>

export const remoteStates = ['requested', 'identified', 'consented', 'active', 'paused', 'ended'] as const
export const remoteStateSchema = z.enum(remoteStates)
export type RemoteState = z.infer<typeof remoteStateSchema>

export const remoteSides = ['agent', 'customer', 'server'] as const
export const remoteSideSchema = z.enum(remoteSides)
export type RemoteSide = z.infer<typeof remoteSideSchema>

/** Why it ended: by a decision of either side, by what became of page or console, or by time. */
export const remoteEnds = [
  'agentEnded',
  'customerEnded',
  'refused',
  'captureStopped',
  'pageClosed',
  'pageLost',
  'pageFrozen',
  'consoleLost',
  'codeExpired',
  'consentOver',
  'ticketMoved',
  'notPossible',
] as const
export const remoteEndSchema = z.enum(remoteEnds)
export type RemoteEnd = z.infer<typeof remoteEndSchema>

/** How long a code may be typed in, and how long a consent lasts. */
export const remoteCodeMs = 10 * minuteMs
export const remoteConsentMs = 2 * hourMs
/** Longer help is a visit's matter. */
export const longRemoteMs = 60 * minuteMs

export const maxRemoteSteps = 100
export const maxRemoteSnapshots = 100
/** More often nobody pauses. */
const maxRemoteSpans = 1000

const stepSchema = openObject({
  id: z.uuid(),
  text: z.string().max(500),
  /** It changes something at the customer's, so it needs the right to do so. */
  isChange: z.boolean(),
  isDone: z.boolean(),
})
export type RemoteStep = z.infer<typeof stepSchema>

/**
 * 远程协助: the customer shows their screen, by their consent. Its states:
 *
 *   requested ──code──▶ identified ──rights──▶ consented ──first picture──▶ active ⇄ paused
 *       │                   │                     ▲ │                        │ │      │
 *       │                   │                     │ └◀─withdrawn, or gone────┘ │      │
 *       └───────────────────┴─────────────────────┴──────────────▶ ended ◀─────┴──────┘
 *
 * The customer may pause before the first picture too. `ended` is final.
 * It belongs to its ticket: whoever sees that sees this.
 */
export const remoteSessionSchema = openObject({
  id: remoteSessionIdSchema,
  ticketId: ticketIdSchema,
  agentId: personIdSchema,
  state: remoteStateSchema,
  /** A keyed hash of the one-time code, so that nobody reads the code from the record. */
  codeHash: z.string().max(100),
  codeUntil: instantSchema,
  /** Who typed the code, in their own words, and with which browser. */
  contactName: z.string().max(100),
  browser: z.string().max(200),
  /** What is allowed now. */
  rights: z.array(remoteRightSchema).max(remoteRights.length),
  consentUntil: instantSchema.nullable(),
  pausedBy: remoteSideSchema.nullable(),
  /** When a picture was shown. */
  spans: z.array(openObject({ from: instantSchema, to: instantSchema.nullable() })).max(maxRemoteSpans),
  steps: z.array(stepSchema).max(maxRemoteSteps),
  snapshots: z.array(fileHashSchema).max(maxRemoteSnapshots),
  requestedAt: instantSchema,
  identifiedAt: instantSchema.nullable(),
  consentedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  endedBy: remoteSideSchema.nullable(),
  end: remoteEndSchema.nullable(),
  /** The agent's closing note; null until it is written. */
  note: z.string().max(maxRemark).nullable(),
})
export type RemoteSession = z.infer<typeof remoteSessionSchema>

/** How long the picture was shown until `now`, in ms. */
export const shownMs = ({ spans }: Pick<RemoteSession, 'spans'>, now: Instant): number =>
  spans.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? now) - from), 0)

/** The working time of it, in whole minutes begun. */
export const remoteMinutes = (session: Pick<RemoteSession, 'spans'>, now: Instant): number =>
  Math.ceil(shownMs(session, now) / minuteMs)

/** Whether the customer's page takes part: what is between the code and the end. */
export const isRemoteJoined = ({ state }: Pick<RemoteSession, 'state'>): boolean =>
  state !== 'requested' && state !== 'ended'

/** Whether a picture may be shown now, and signals for one may pass. */
export const maySeeScreen = ({ state, rights, consentUntil }: RemoteSession, now: Instant): boolean =>
  (state === 'consented' || state === 'active' || state === 'paused') &&
  rights.includes('screen') &&
  consentUntil !== null &&
  now < consentUntil
