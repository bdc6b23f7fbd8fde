import type { z } from 'zod'
import { pushAnswerSchema, type CommandEnvelope } from '#shared/protocol/command'
import {
  bootstrapPageSchema,
  feedPageSchema,
  type BootstrapCursor,
  type BootstrapPage,
  type FeedPage,
  type Seen,
} from '#shared/protocol/feed'
import { presenceNoticeSchema, type PresenceNotice } from '#shared/protocol/presence'
import { welcomeSchema, type Handshake, type Welcome } from '#shared/protocol/session'
import type { ConsoleSays, ServerSays } from '#shared/protocol/socket'
import type { Failure, Result } from '#shared/result'
import { checked, refusalOf, resultOf } from '../server-link/checked-messages'
import { withKnownWords } from '../server-link/known-words'
import { whyUnreachable } from '../server-link/ask-server'
import { openSingleConnection } from './single-connection'

export type Transport = 'websocket' | 'polling'

/** Addresses where something answers but a WebSocket did not get through. */
const behindProxy = new Set<string>()

/** No server there, or its certificate is refused: another transport would not help. */
const isNobody = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|certificate|self.signed|altnames/i

/**
 * @returns the transports to try, in order. A WebSocket takes one request and long polling four, so it goes first
 *   unless it has failed before; then polling starts and upgrades to a WebSocket where possible.
 */
const knownTransports = (address: string): Transport[] =>
  behindProxy.has(address) ? ['polling', 'websocket'] : ['websocket']

/** A WebSocket got through after all. */
const forgetProxy = (address: string): void => {
  behindProxy.delete(address)
}

/** Only the underlying socket's message distinguishes a proxy's answer from a missing server. */
const messagesOf = (error: Error): string => {
  const below = (error as { description?: unknown }).description
  const inner = typeof below === 'object' && below !== null && 'message' in below ? below.message : below
  return `${error.message} ${typeof inner === 'string' ? inner : ''}`
}

/** A first connection failed: the next one tries the other transport, unless none can help. */
const learnFrom = (address: string, tried: readonly Transport[], error: Error): void => {
  if (tried[0] === 'polling') behindProxy.delete(address)
  else if (!isNobody.test(messagesOf(error))) behindProxy.add(address)
}

/** A page of the feed may be megabytes on a slow connection. */
const answerTimeoutMs = 30_000

export type WireHandlers = {
  welcome: (welcome: Welcome) => void
  changes: (page: FeedPage) => void
  presence: (presence: PresenceNotice) => void
  signedOut: () => void
  /** The server answered and refuses this console. */
  refused: (failure: Failure) => void
  /** The connection was cut or never made; `why` where known, as with a certificate. */
  cut: (why: Failure | null) => void
}

/** One connection, which never reconnects. Every answer is checked; no answer in time is `offline`. */
export type Wire = {
  push: (commands: CommandEnvelope[]) => Promise<Result<z.infer<typeof pushAnswerSchema>>>
  /** @param seen what is known of the feed, where the server can check whether it is unchanged */
  pull: (after: number, limit: number, seen?: Seen) => Promise<Result<FeedPage>>
  bootstrap: (cursor: BootstrapCursor | null, limit: number) => Promise<Result<BootstrapPage>>
  presence: (ticketId: Parameters<ConsoleSays['presence']>[0]['ticketId']) => void
  close: () => void
}

const answers = {
  push: resultOf(pushAnswerSchema),
  pull: resultOf(feedPageSchema),
  bootstrap: resultOf(bootstrapPageSchema),
}

/** Servers older than wire 4 read no `baseVersion`, but refuse a push without it. */
const forOlderServers = (command: CommandEnvelope) => ({ ...command, baseVersion: null })

/** Connects once. */
export const openWire = (address: string, auth: Handshake, handlers: WireHandlers): Wire => {
  const transports = knownTransports(address)
  const { socket, over, ask } = openSingleConnection<ServerSays, ConsoleSays>(address, { transports, auth })
  socket.io.engine.once('upgrade', () => forgetProxy(address))
  const welcomed = checked(welcomeSchema, handlers.welcome)
  socket.on('welcome', (raw) => welcomed(withKnownWords(raw)))
  socket.on('changes', checked(feedPageSchema, handlers.changes))
  socket.on('presence', checked(presenceNoticeSchema, handlers.presence))
  socket.on('signedOut', () => handlers.signedOut())
  socket.on('connect_error', (error) => {
    const refusal = refusalOf(error)
    if (refusal !== null) return over(() => handlers.refused(refusal))
    learnFrom(address, transports, error)
    void whyUnreachable(address).then((why) => over(() => handlers.cut(why)))
  })
  socket.on('disconnect', () => over(() => handlers.cut(null)))

  const timed = socket.timeout(answerTimeoutMs)
  return {
    push: (commands) => ask(answers.push, () => timed.emitWithAck('push', { commands: commands.map(forOlderServers) })),
    pull: (after, limit, seen) =>
      ask(answers.pull, () => timed.emitWithAck('pull', { after, limit, ...(seen === undefined ? {} : { seen }) })),
    bootstrap: (cursor, limit) => ask(answers.bootstrap, () => timed.emitWithAck('bootstrap', { cursor, limit })),
    presence: (ticketId) => {
      socket.emit('presence', { ticketId }, () => undefined)
    },
    close: () => over(() => undefined),
  }
}
