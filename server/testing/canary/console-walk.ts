import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { commandSchemas, type CommandName } from '#shared/domain/commands'
import { demoPassword } from '#shared/demo/account'
import type { BootstrapPage } from '#shared/protocol/feed'
import { signInAnswerSchema } from '#shared/protocol/session'
import { wireVersion } from '#shared/protocol/version'
import type { Result } from '#shared/result'
import { callIdOf } from '../../telephone/pbx-call'
import { businessTicket } from '../test-call'
import { envelope, signIn, type TestConsole } from '../test-console'
import type { TestServer } from '../test-server'
import { canary, customer } from './values'

/** Takes what was received. */
type Hear = (text: string) => void

export type WalkedConsole = { socket: TestConsole['socket']; pages: BootstrapPage[]; token: string }

/** Signs in, takes over everything there is, and sends every message of the socket, well and badly. */
export const walkConsole = async (server: TestServer, login: string, hear: Hear): Promise<WalkedConsole> => {
  const deskId = randomUUID()
  const text = await (await signIn(server, login, demoPassword, deskId)).text()
  const { token } = signInAnswerSchema.parse(JSON.parse(text))
  hear(text.replaceAll(token, ''))
  const socket: TestConsole['socket'] = io(server.address, {
    auth: { token, deskId, wireVersion },
    transports: ['websocket'],
    reconnection: false,
  })
  socket.onAny((...heard) => hear(JSON.stringify(heard)))
  await new Promise((resolve, reject) => {
    socket.once('welcome', resolve)
    socket.once('connect_error', reject)
  })
  const pages: BootstrapPage[] = []
  for (let cursor: BootstrapPage['next'] = null; ;) {
    const answer: Result<BootstrapPage> = await socket.emitWithAck('bootstrap', { cursor, limit: 500 })
    hear(JSON.stringify(answer))
    if (!answer.ok) throw new Error(answer.failure.code)
    pages.push(answer.value)
    cursor = answer.value.next
    if (cursor === null) break
  }
  for (let after = 0; ;) {
    const answer = await socket.emitWithAck('pull', { after, limit: 1000 })
    hear(JSON.stringify(answer))
    if (!answer.ok) throw new Error(answer.failure.code)
    after = answer.value.upTo
    if (after >= answer.value.head) break
  }
  hear(JSON.stringify(await socket.emitWithAck('presence', { ticketId: randomUUID() as never })))
  hear(JSON.stringify(await socket.emitWithAck('pull', { after: canary.phone as never, limit: 1 })))
  return { socket, pages, token }
}

/**
 * Sends every command with nonsense, and before it those that matter as they should be.
 * @returns how each of the latter was answered
 */
export const walkCommands = async (
  socket: TestConsole['socket'],
  ticketId: string,
  hear: Hear,
): Promise<[CommandName, unknown][]> => {
  const callId = callIdOf('canary')
  const good: [CommandName, Record<string, unknown>][] = [
    ['ticket.open', businessTicket(callId, { ticketId, callerName: canary.caller, callerPhone: canary.callerPhone })],
    [
      'customer.access',
      { customerId: customer.id, basis: { kind: 'call', callId }, contactId: customer.contacts[0]?.id },
    ],
    ['ticket.revealPhone', { ticketId, phone: 'caller' }],
    ['call.revealPhone', { callId }],
    ['call.hangUp', { callId }],
    ['call.dispose', { callId, disposition: 'advised', note: canary.caller }],
  ]
  const bad = Object.keys(commandSchemas).map(
    (name) =>
      [name, { personId: canary.phone, ticketId: canary.code, text: canary.caller }] as [
        CommandName,
        Record<string, unknown>,
      ],
  )
  const answered: [CommandName, unknown][] = []
  for (const [name, args] of [...good, ...bad]) {
    const answer = await socket.emitWithAck('push', { commands: [envelope(name, args)] })
    hear(JSON.stringify(answer))
    answered.push([name, answer.ok && answer.value.outcomes[0]?.status])
  }
  return answered.slice(0, good.length)
}
