import type { RemoteSession } from '#shared/domain/remote-session'
import type { RemoteView } from '#shared/protocol/remote'
import { inTransaction } from '../db/transaction'
import type { Services } from '../services'
import { sideRoom, type RemoteIo, type TakingPart } from './socket'

/** Whether a side is there, on whichever node. */
export const presenceOf = async (
  io: RemoteIo,
  sessionId: string,
  side: TakingPart,
): Promise<RemoteView['presence'][TakingPart]> => {
  const sockets = await io.in(sideRoom(sessionId, side)).fetchSockets()
  if (sockets.length === 0) return 'away'
  return sockets.every(({ data }) => data.isFrozen) ? 'frozen' : 'here'
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Who asks, as the customer may check by asking back. */
const namesOf = ({ db }: Services, { agentId, ticketId }: RemoteSession) =>
  inTransaction(db, async (trx) => {
    const bodies = await trx
      .selectFrom('document')
      .select(['noun', 'body'])
      .where('id', 'in', [agentId, ticketId])
      .where('noun', 'in', ['person', 'ticket'])
      .execute()
    const [person, ticket] = ['person', 'ticket'].map((noun) => bodies.find((row) => row.noun === noun)?.body)
    const organisation = await trx
      .selectFrom('document')
      .select('body')
      .where('noun', '=', 'organisation')
      .where('id', '=', String(person?.['organisationId']))
      .executeTakeFirst()
    return {
      agentName: textOf(person?.['name']),
      organisationName: textOf(organisation?.body['name']),
      ticketNumber: typeof ticket?.['number'] === 'string' ? ticket['number'] : null,
    }
  })

/** @returns the session as both sides see it */
export const remoteViewOf = async (io: RemoteIo, services: Services, session: RemoteSession): Promise<RemoteView> => {
  const [names, agent, customer] = await Promise.all([
    namesOf(services, session),
    presenceOf(io, session.id, 'agent'),
    presenceOf(io, session.id, 'customer'),
  ])
  const { id, state, rights, consentUntil, pausedBy, steps, contactName, end, endedBy } = session
  return {
    sessionId: id,
    state,
    rights,
    consentUntil,
    pausedBy,
    steps: steps.map(({ id: stepId, text, isChange, isDone }) => ({ id: stepId, text, isChange, isDone })),
    contactName,
    ...names,
    end,
    endedBy,
    presence: { agent, customer },
  }
}
