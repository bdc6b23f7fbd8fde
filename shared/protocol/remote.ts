import { z } from 'zod'
import { fileHashSchema } from '../domain/attachment'
import {
  remoteEndSchema,
  remoteRights,
  remoteRightSchema,
  remoteSideSchema,
  remoteStateSchema,
} from '../domain/remote-session'
import { instantSchema } from '../domain/time'
import { deskIdSchema, remoteSessionIdSchema, ticketIdSchema } from '../ids'
import type { Result } from '../result'

/** Where both sides of remote sessions connect; apart from the consoles' own socket, because strangers may. */
export const remoteSocketPath = '/remote/socket.io'

/** `POST /api/v1/remote-sessions`: an agent asks for a code. */
export const requestRemoteSchema = z.object({ ticketId: ticketIdSchema })
export const requestedRemoteSchema = z.object({
  sessionId: remoteSessionIdSchema,
  code: z.string(),
  codeUntil: instantSchema,
})
export type RequestedRemote = z.infer<typeof requestedRemoteSchema>

/** The Socket.IO `auth`: the agent's console, a page with a code, or a page that comes back with its key. */
export const remoteHandshakeSchema = z.discriminatedUnion('as', [
  z.object({
    as: z.literal('agent'),
    token: z.string().max(200),
    deskId: deskIdSchema,
    sessionId: remoteSessionIdSchema,
  }),
  z.object({
    as: z.literal('customer'),
    code: z.string().max(64),
    contactName: z.string().trim().min(1).max(100),
    browser: z.string().max(200),
  }),
  z.object({ as: z.literal('returning'), sessionId: remoteSessionIdSchema, key: z.string().max(200) }),
])

const ratio = z.number().min(0).max(1)
const place = { x: ratio, y: ratio }
/** An offer with many candidates has some 10 KB. */
const maxSdp = 64 * 1024

/** What passes between both sides and is kept nowhere. Places are parts of the picture's width and height. */
export const remoteMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('signal'),
    signal: z.discriminatedUnion('type', [
      z.object({ type: z.enum(['offer', 'answer']), sdp: z.string().max(maxSdp) }),
      z.object({
        type: z.literal('candidate'),
        candidate: z.string().max(2000),
        sdpMid: z.string().max(100).nullable(),
        sdpMLineIndex: z.number().int().nonnegative().nullable(),
      }),
    ]),
  }),
  /** The customer types a password: the page sends a black picture until it says otherwise. */
  z.object({ kind: z.literal('cover'), isCovered: z.boolean() }),
  z.object({ kind: z.literal('chat'), text: z.string().trim().min(1).max(2000) }),
  z.object({ kind: z.literal('pointer'), ...place }),
  z.object({ kind: z.literal('drawing'), points: z.array(z.object(place)).min(1).max(500) }),
  z.object({
    kind: z.enum(['mark', 'changeMark']),
    ...place,
    number: z.number().int().min(1).max(99),
    text: z.string().max(200),
  }),
])
export type RemoteMessage = z.infer<typeof remoteMessageSchema>

/** What a side does, by which the session itself changes. */
export const remoteActSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('allow'), rights: z.array(remoteRightSchema).max(remoteRights.length) }),
  z.object({ act: z.enum(['show', 'hide', 'pause', 'resume']) }),
  z.object({
    act: z.literal('addStep'),
    stepId: z.uuid(),
    text: z.string().trim().min(1).max(500),
    isChange: z.boolean(),
  }),
  z.object({ act: z.literal('tickStep'), stepId: z.uuid(), isDone: z.boolean() }),
  z.object({ act: z.literal('snapshot'), hash: fileHashSchema }),
  z.object({ act: z.literal('end'), end: remoteEndSchema }),
])
export type RemoteAct = z.infer<typeof remoteActSchema>

/** Whether the other side is there: it answers, its connection is open but it does not, or there is none. */
export const remotePresenceSchema = z.enum(['here', 'frozen', 'away'])

/** A way by which the picture may travel, as browsers take it; credentials end with the consent. */
export const iceServerSchema = z.object({
  urls: z.array(z.string().max(300)).max(10),
  username: z.string().max(300).optional(),
  credential: z.string().max(300).optional(),
})
/** What a side needs to take part. `key`: with it a page may come back; null for a console, which has its sign-in. */
export const remoteJoinedSchema = z.object({
  key: z.string().max(200).nullable(),
  iceServers: z.array(iceServerSchema).max(10),
})
export type RemoteJoined = z.infer<typeof remoteJoinedSchema>

/** `POST /r/closed`: a page is closed. It goes by itself, because a socket may be gone before its last word left. */
export const closedRemoteSchema = z.object({ sessionId: remoteSessionIdSchema, key: z.string().max(200) })
export type ClosedRemote = z.infer<typeof closedRemoteSchema>

/** A session as both sides see it. */
export const remoteViewSchema = z.object({
  sessionId: remoteSessionIdSchema,
  /** Of the session: two nodes may show it at once, and the older picture of it may arrive last. */
  version: z.number().int().nonnegative(),
  state: remoteStateSchema,
  rights: z.array(remoteRightSchema),
  consentUntil: instantSchema.nullable(),
  pausedBy: remoteSideSchema.nullable(),
  steps: z.array(z.object({ id: z.string(), text: z.string(), isChange: z.boolean(), isDone: z.boolean() })),
  contactName: z.string(),
  agentName: z.string(),
  organisationName: z.string(),
  ticketNumber: z.string().nullable(),
  end: remoteEndSchema.nullable(),
  endedBy: remoteSideSchema.nullable(),
  presence: z.object({ agent: remotePresenceSchema, customer: remotePresenceSchema }),
})
export type RemoteView = z.infer<typeof remoteViewSchema>

type Answer<T> = (result: Result<T>) => void
/** What either side says. Every one is answered. */
export type RemoteSays = {
  message: (message: RemoteMessage, answer: Answer<null>) => void
  act: (act: RemoteAct, answer: Answer<null>) => void
}
/** What the server says. It asks `alive` so often that a page which answers no more is noticed. */
export type RemoteServerSays = {
  /** Once, on joining. */
  joined: (joined: RemoteJoined) => void
  session: (view: RemoteView) => void
  message: (message: RemoteMessage) => void
  alive: (answer: () => void) => void
}
