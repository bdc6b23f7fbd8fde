import { mayOnTicket } from '#shared/domain/may'
import { personSchema } from '#shared/domain/person'
import type { RemoteEnd } from '#shared/domain/remote-session'
import { ticketSchema } from '#shared/domain/ticket'
import { inTransaction } from '../db/transaction'
import type { Services } from '../services'

/** An agent's connection, by what it was let in. */
export type JoinedAgent = { tokenHash: string; personId: string; ticketId: string }

/**
 * Whether agents may still take part as they could when they joined: signed in, in a role that may, with the ticket in
 * reach. Their picture does not pass through the server, so the session ends where they may not.
 * @returns why, for those who may no more
 */
export const findLostAgents = async (
  { db, sessions }: Services,
  agents: readonly JoinedAgent[],
): Promise<Map<JoinedAgent, RemoteEnd>> => {
  const lost = new Map<JoinedAgent, RemoteEnd>()
  if (agents.length === 0) return lost
  const active = await sessions.findActive(agents.map(({ tokenHash }) => tokenHash))
  const ids = [...new Set(agents.flatMap(({ personId, ticketId }) => [personId, ticketId]))]
  const rows = await inTransaction(db, (trx) =>
    trx
      .selectFrom('document')
      .select(['noun', 'id', 'body'])
      .where('noun', 'in', ['person', 'ticket'])
      .where('id', 'in', ids)
      .execute(),
  )
  const find = (noun: string, id: string) => rows.find((row) => row.noun === noun && row.id === id)
  for (const agent of agents) {
    const person = personSchema.safeParse(find('person', agent.personId)?.body)
    const ticket = ticketSchema.safeParse(find('ticket', agent.ticketId)?.body)
    if (!active.has(agent.tokenHash)) lost.set(agent, 'consoleLost')
    else if (!person.success || !ticket.success || !mayOnTicket(person.data, 'remoteSession.request', ticket.data))
      lost.set(agent, 'ticketMoved')
  }
  return lost
}
