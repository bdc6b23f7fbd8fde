import { z } from 'zod'
import { personIdSchema, remoteSessionIdSchema, ticketIdSchema } from '../ids'
import { fileHashSchema } from './attachment'
import { accept, reject, type Actor, type Context, type Decision } from './decision'
import { commandsOf, existing, type CommandIn } from './define-noun'
import { maxRemark } from './limits'
import {
  isRemoteJoined,
  longRemoteMs,
  maxRemoteSnapshots,
  maxRemoteSteps,
  maySeeScreen,
  remoteConsentMs,
  remoteEndSchema,
  remoteMinutes,
  remoteRights,
  remoteRightSchema,
  shownMs,
  type RemoteRight,
  type RemoteSession,
  type RemoteSide,
} from './remote-session'
import type { RemoteSessionFact } from './remote-session-events'
import { caseWorkers } from './role'
import { instantSchema } from './time'

/** The side that an actor is on; null where they have no part in it. */
export const remoteSideOf = ({ agentId }: RemoteSession, actor: Actor): RemoteSide | null => {
  if (actor.kind === 'system') return 'server'
  if (actor.kind === 'person') return actor.id === agentId ? 'agent' : null
  return 'customer'
}

/** A rule for those who take part, once the code was typed and until the end. */
const joined = <A>(
  decide: (session: RemoteSession, args: A, side: RemoteSide, context: Context) => Decision<RemoteSessionFact>,
) =>
  existing<RemoteSession, A, RemoteSessionFact>((session, args, context) => {
    const side = remoteSideOf(session, context.actor)
    if (side === null) return reject('remoteNotYours')
    if (!isRemoteJoined(session)) return reject(session.state === 'ended' ? 'remoteEnded' : 'remoteNotJoined')
    return decide(session, args, side, context)
  })

const inOrder = (rights: readonly RemoteRight[]): RemoteRight[] =>
  remoteRights.filter((right) => rights.includes(right))

const { command, systemCommand } = commandsOf<RemoteSession, RemoteSessionFact>()
const id = { sessionId: remoteSessionIdSchema }
const rightsSchema = z.array(remoteRightSchema).max(remoteRights.length)
const outside = ['contact'] as const
const pageOrDevice = ['contact', 'device'] as const

/** What an agent writes at their desk, also while the server is away. */
export const remoteSessionCommands = {
  'remoteSession.note': command({
    args: z.object({ ...id, note: z.string().trim().min(1).max(maxRemark) }),
    may: caseWorkers,
    decide: existing((session, { note }, { actor }) => {
      if (remoteSideOf(session, actor) !== 'agent') return reject('remoteNotYours')
      if (session.state !== 'ended') return reject('remoteNotEnded')
      return session.note === note ? accept() : accept({ name: 'remoteSession.noted', data: { note } })
    }),
  }),
}

/**
 * What happens in a session, by the server that both sides talk to; see the drawing at `remoteSessionSchema`.
 * Nothing of it may wait in an outbox.
 */
export const remoteSessionSystemCommands = {
  'remoteSession.systemRequest': systemCommand({
    args: z.object({
      ...id,
      ticketId: ticketIdSchema,
      agentId: personIdSchema,
      codeHash: z.string().min(1).max(100),
      codeUntil: instantSchema,
    }),
    decide: (state, args, { read }) => {
      if (state !== null) return reject('alreadyExists')
      const ticket = read('ticket', args.ticketId)
      if (ticket === null) return reject('notFound')
      if (ticket.status === 'closed') return reject('ticketClosed')
      return accept({ name: 'remoteSession.requested', data: args })
    },
  }),
  /** The code was typed in: it is spent. */
  'remoteSession.systemIdentify': systemCommand({
    args: z.object({ ...id, contactName: z.string().trim().min(1).max(100), browser: z.string().max(200) }),
    outside,
    decide: existing((session, { contactName, browser }, { now }) => {
      if (session.state !== 'requested' || now >= session.codeUntil) return reject('remoteCodeSpent')
      return accept({ name: 'remoteSession.identified', data: { contactName, browser } })
    }),
  }),
  /** What the customer allows from now on. To allow nothing at first is to refuse. */
  'remoteSession.systemAllow': systemCommand({
    args: z.object({ ...id, rights: rightsSchema }),
    outside,
    decide: joined((session, args, side, { now }) => {
      if (side !== 'customer') return reject('remoteNotYours')
      const rights = inOrder(args.rights)
      if (session.state === 'identified')
        return rights.length === 0
          ? accept({ name: 'remoteSession.ended', data: { by: 'customer', end: 'refused', minutes: 0 } })
          : accept({ name: 'remoteSession.consented', data: { rights, until: now + remoteConsentMs } })
      const withdrawn = session.rights.filter((right) => !rights.includes(right))
      return withdrawn.length === 0 && rights.length === session.rights.length
        ? accept()
        : accept({ name: 'remoteSession.rightsChanged', data: { rights, withdrawn } })
    }),
  }),
  /** The first picture has arrived, or the first after the screen was allowed again. */
  'remoteSession.systemShow': systemCommand({
    args: z.object(id),
    outside: pageOrDevice,
    decide: joined((session, _, __, { now }) => {
      if (!maySeeScreen(session, now)) return reject('remoteNotAllowed')
      return session.state === 'consented' ? accept({ name: 'remoteSession.shown', data: {} }) : accept()
    }),
  }),
  /** The page has no picture any more, as after it was loaded again; what is allowed stays allowed. */
  'remoteSession.systemHide': systemCommand({
    args: z.object(id),
    outside,
    decide: joined((session, _, side) => {
      if (side !== 'customer') return reject('remoteNotYours')
      return session.state === 'active' || session.state === 'paused'
        ? accept({ name: 'remoteSession.hidden', data: {} })
        : accept()
    }),
  }),
  'remoteSession.systemPause': systemCommand({
    args: z.object(id),
    outside,
    decide: joined((session, _, by, { now }) => {
      // A customer's pause holds also where the picture is only on its way.
      const isComing = session.state === 'consented' && by === 'customer' && maySeeScreen(session, now)
      if (session.state === 'active' || isComing) return accept({ name: 'remoteSession.paused', data: { by } })
      // The customer's pause outweighs the agent's: only they end it.
      return session.state === 'paused' && by === 'customer' && session.pausedBy !== 'customer'
        ? accept({ name: 'remoteSession.paused', data: { by } })
        : accept()
    }),
  }),
  'remoteSession.systemResume': systemCommand({
    args: z.object(id),
    outside,
    decide: joined((session, _, by, { now }) => {
      if (session.state !== 'paused') return accept()
      if (session.pausedBy === 'customer' && by !== 'customer') return reject('remotePausedByCustomer')
      if (!maySeeScreen(session, now)) return reject('remoteNotAllowed')
      return accept({ name: 'remoteSession.resumed', data: { by } })
    }),
  }),
  'remoteSession.systemAddStep': systemCommand({
    args: z.object({ ...id, stepId: z.uuid(), text: z.string().trim().min(1).max(500), isChange: z.boolean() }),
    decide: joined((session, { stepId, text, isChange }, side) => {
      if (side !== 'agent') return reject('remoteNotYours')
      if (session.steps.some((step) => step.id === stepId)) return accept()
      if (isChange && !session.rights.includes('settings')) return reject('remoteNotAllowed')
      if (session.steps.length >= maxRemoteSteps) return reject('remoteFull')
      return accept({ name: 'remoteSession.stepAdded', data: { id: stepId, text, isChange } })
    }),
  }),
  'remoteSession.systemTickStep': systemCommand({
    args: z.object({ ...id, stepId: z.uuid(), isDone: z.boolean() }),
    outside,
    decide: joined((session, { stepId, isDone }, by) => {
      const step = session.steps.find((each) => each.id === stepId)
      if (step === undefined) return reject('notFound')
      return step.isDone === isDone
        ? accept()
        : accept({ name: 'remoteSession.stepTicked', data: { stepId, isDone, by } })
    }),
  }),
  'remoteSession.systemSnapshot': systemCommand({
    args: z.object({ ...id, hash: fileHashSchema }),
    decide: joined((session, { hash }, side, { now }) => {
      if (side !== 'agent') return reject('remoteNotYours')
      if (session.state !== 'active' || !maySeeScreen(session, now) || !session.rights.includes('data'))
        return reject('remoteNotAllowed')
      if (session.snapshots.includes(hash)) return accept()
      if (session.snapshots.length >= maxRemoteSnapshots) return reject('remoteFull')
      return accept({ name: 'remoteSession.snapshotTaken', data: { hash } })
    }),
  }),
  'remoteSession.systemNoteLength': systemCommand({
    args: z.object(id),
    decide: existing((session, _, { now, actor }) => {
      if (actor.kind !== 'system') return reject('notAllowed')
      return isRemoteJoined(session) && shownMs(session, now) >= longRemoteMs
        ? accept({ name: 'remoteSession.ranLong', data: {} })
        : accept()
    }),
  }),
  /** Either side may always end it; who did and why is written down. What is over stays as it ended. */
  'remoteSession.systemEnd': systemCommand({
    args: z.object({ ...id, end: remoteEndSchema }),
    outside: pageOrDevice,
    decide: existing((session, { end }, { actor, now }) => {
      const by = remoteSideOf(session, actor)
      if (by === null) return reject('remoteNotYours')
      if (session.state === 'ended') return accept()
      return accept({ name: 'remoteSession.ended', data: { by, end, minutes: remoteMinutes(session, now) } })
    }),
  }),
}

export type RemoteSessionCommand =
  CommandIn<typeof remoteSessionCommands> | CommandIn<typeof remoteSessionSystemCommands>
