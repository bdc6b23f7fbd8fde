import { randomUUID } from 'node:crypto'
import type { Person } from '#shared/domain/person'
import { requestedRemoteSchema, type RemoteMessage, type RequestedRemote } from '#shared/protocol/remote'
import { businessTicket, takeCall } from '../../testing/test-call'
import { envelope } from '../../testing/test-console'
import { addPerson, testPerson, type TestServer } from '../../testing/test-server'

export type RemoteTestAgent = { person: Person; token: string; deskId: string }

/** Somebody new, signed in at a desk of their own. */
export const newAgent = async (server: TestServer): Promise<RemoteTestAgent> => {
  const person = await addPerson(server, testPerson({ name: '李静' }), randomUUID())
  const deskId = randomUUID()
  return { person, deskId, token: (await server.services.sessions.open(person.id, deskId))?.token ?? '' }
}

/** @returns the id of a ticket that the agent has opened during a call */
export const openTicket = async (server: TestServer, { person }: RemoteTestAgent): Promise<string> => {
  const ticket = businessTicket(await takeCall(server, person))
  await server.runner.runForPerson(person, envelope('ticket.open', ticket))
  return ticket.ticketId
}

/** Asks for a code, as a console does. */
export const requestRemote = async (
  server: TestServer,
  { token }: RemoteTestAgent,
  ticketId: string,
): Promise<RequestedRemote> => {
  const response = await fetch(`${server.address}/api/v1/remote-sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ticketId }),
  })
  return requestedRemoteSchema.parse(await response.json())
}

export const customerAuth = (code: string) => ({
  as: 'customer',
  code,
  contactName: '王会计',
  browser: 'Chromium 140',
})
export const agentAuth = ({ token, deskId }: RemoteTestAgent, sessionId: string) => ({
  as: 'agent',
  token,
  deskId,
  sessionId,
})

export const chat: RemoteMessage = { kind: 'chat', text: '请点这里' }
export const pointer: RemoteMessage = { kind: 'pointer', x: 0.5, y: 0.5 }
export const changeMark: RemoteMessage = { kind: 'changeMark', x: 0, y: 1, number: 1, text: '关闭自动备份' }
export const signal: RemoteMessage = { kind: 'signal', signal: { type: 'offer', sdp: 'v=0' } }
