import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { may } from '#shared/domain/may'
import { remoteCodeMs } from '#shared/domain/remote-session'
import { remoteSessionIdSchema } from '#shared/ids'
import { requestRemoteSchema, type RequestedRemote } from '#shared/protocol/remote'
import { sessionOf } from '../access'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import type { Services } from '../services'
import { newRemoteCode } from './codes'

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
          .select('audiences')
          .where('noun', '=', 'ticket')
          .where('id', '=', ticketId)
          .executeTakeFirst(),
      )
      if (row === undefined || !may(person, 'remoteSession.request', row)) throw new FailureError('notFound')
      const sessionId = remoteSessionIdSchema.parse(randomUUID())
      const code = newRemoteCode()
      const codeUntil = services.clock() + remoteCodeMs
      const args = { sessionId, ticketId, agentId: person.id, codeHash: services.remoteKeys.codeHash(code), codeUntil }
      const { failures } = await services.runner.runSystem([{ name: 'remoteSession.systemRequest', args }], {
        actor: { kind: 'person', id: person.id, role: person.role, name: person.name },
      })
      const [failure] = failures
      if (failure !== undefined) throw new FailureError(failure.code, failure.params)
      return { sessionId, code, codeUntil }
    },
  )
}
