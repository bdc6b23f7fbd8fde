import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import type { CommandName } from '#shared/domain/commands'
import { commandEnvelopeSchema, type CommandEnvelope } from '#shared/protocol/command'
import type { Change, FeedPage } from '#shared/protocol/feed'
import type { SignInAnswer } from '#shared/protocol/session'
import type { ConsoleSays, ServerSays } from '#shared/protocol/socket'
import { wireVersion } from '#shared/protocol/version'
import type { TestServer } from './test-server'

let counter = 0

/** A command as a console sends it. */
export const envelope = (
  name: CommandName,
  args: Record<string, unknown>,
  fields: Partial<Record<keyof CommandEnvelope, unknown>> = {},
): CommandEnvelope =>
  commandEnvelopeSchema.parse({
    id: randomUUID(),
    deskId: '22222222-2222-4222-8222-222222222222',
    seq: (counter += 1),
    name,
    args,
    at: Date.now(),
    ...fields,
  })

export type TestConsole = { socket: Socket<ServerSays, ConsoleSays>; token: string; deskId: string; pages: FeedPage[] }

export const signIn = async (
  server: TestServer,
  login: string,
  password = 'correct horse',
  deskId: string = randomUUID(),
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${server.address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ login, password, deskId }),
  })

/** Signs in and connects; the returned console collects every page it is sent. */
export const openConsole = async (server: TestServer, login: string): Promise<TestConsole> => {
  const deskId = randomUUID()
  const { token } = (await (await signIn(server, login, undefined, deskId)).json()) as SignInAnswer
  const socket: TestConsole['socket'] = io(server.address, {
    auth: { token, deskId, wireVersion },
    transports: ['websocket'],
    reconnection: false,
  })
  const pages: FeedPage[] = []
  socket.on('changes', (page) => pages.push(page))
  await new Promise((resolve, reject) => {
    socket.once('welcome', resolve)
    socket.once('connect_error', reject)
  })
  return { socket, token, deskId, pages }
}

/** Applies changes to a replica, as a console does, in a comparable form. */
export const foldChanges = (
  replica: Map<string, { version: number; body: unknown; events: Set<number> }>,
  changes: readonly Change[],
): void => {
  for (const change of changes) {
    const key = `${change.noun}:${change.id}`
    if (change.kind === 'remove') {
      replica.delete(key)
      continue
    }
    const before = replica.get(key)
    const events = new Set(change.isWhole ? [] : before?.events)
    for (const event of change.events) events.add(event.version)
    const isOlder = before !== undefined && change.version <= before.version
    replica.set(key, isOlder ? { ...before, events } : { version: change.version, body: change.body, events })
  }
}
