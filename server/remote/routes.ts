import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { mayOnTicket } from '#shared/domain/may'
import { ticketSchema } from '#shared/domain/ticket'
import { remoteCodeMs } from '#shared/domain/remote-session'
import { remoteSessionIdSchema } from '#shared/ids'
import { requestRemoteSchema, type RequestedRemote } from '#shared/protocol/remote'
import { sessionOf } from '../access'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import type { Services } from '../services'
import { newRemoteCode } from './codes'
import { spendRemoteRequest } from './request-budget'

/**
 * The agent's codes that nobody typed: a new one takes their place, so that nobody has more than one to be guessed.
 */
const findUntyped = async ({ db }: Services, agentId: string): Promise<string[]> => {
  const rows = await inTransaction(db, (trx) =>
    trx
      .selectFrom('document')
      .select('id')
      .where('noun', '=', 'remoteSession')
      .where((eb) => eb(eb.ref('body', '->>').key('agentId'), '=', agentId))
      .where((eb) => eb(eb.ref('body', '->>').key('state'), '=', 'requested'))
      .execute(),
  )
  return rows.map(({ id }) => id)
}

/** `POST /api/v1/remote-sessions`: an agent asks for the code that they read out to the customer. */
export const registerRemoteRoutes = (app: FastifyInstance, services: Services): void => {
  app.post(
    '/api/v1/remote-sessions',
    { config: { access: { action: 'remoteSession.request' } } },
    async (request): Promise<RequestedRemote> => {
      const { person } = sessionOf(request)
      const input = requestRemoteSchema.safeParse(request.body)
      if (!input.success) throw new FailureError('badInput', { detail: 'ticketId' })
      const { ticketId } = input.data
      const row = await inTransaction(services.db, (trx) =>
        trx
          .selectFrom('document')
          .select('body')
          .where('noun', '=', 'ticket')
          .where('id', '=', ticketId)
          .executeTakeFirst(),
      )
      const ticket = ticketSchema.safeParse(row?.body)
      if (!ticket.success || !mayOnTicket(person, 'remoteSession.request', ticket.data))
        throw new FailureError('notFound')
      const minutes = await spendRemoteRequest(services.db, person.id, services.clock())
      if (minutes > 0) throw new FailureError('remoteTooManyRequests', { minutes: String(minutes) })
      const sessionId = remoteSessionIdSchema.parse(randomUUID())
      const code = newRemoteCode()
      const codeUntil = services.clock() + remoteCodeMs
      const args = { sessionId, ticketId, agentId: person.id, codeHash: services.remoteKeys.codeHash(code), codeUntil }
      const withdrawn = await findUntyped(services, person.id)
      const { failures } = await services.runner.runSystem(
        [
          ...withdrawn.map((id) => ({
            name: 'remoteSession.systemEnd' as const,
            args: { sessionId: id, end: 'agentEnded' },
          })),
          { name: 'remoteSession.systemRequest', args },
        ],
        { actor: { kind: 'person', id: person.id, role: person.role, name: person.name } },
      )
      const [failure] = failures
      if (failure !== undefined) throw new FailureError(failure.code, failure.params)
      return { sessionId, code, codeUntil }
    },
  )
}
