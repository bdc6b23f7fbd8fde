import { EventEmitter } from 'node:events'
import type { FastifyInstance } from 'fastify'
import type { RemoteSessionId } from '#shared/ids'
import { closedRemoteSchema } from '#shared/protocol/remote'
import { FailureError, messageOf } from '../failure-error'
import type { Services } from '../services'
import { readRemoteSession } from './read-session'
import { presenceOf, type Whereabouts } from './view'

/** A page that is loaded again says that it closes as well, and is back by then. */
const backWithinMs = 2500

/** Says which sessions' pages were closed. */
export type ClosedPages = EventEmitter<{ closed: [RemoteSessionId] }>
export const createClosedPages = (): ClosedPages => new EventEmitter()

/** `POST /r/closed`: a page says, by its key, that it was closed. */
export const registerClosedPage = (app: FastifyInstance, { remoteKeys, closedPages }: Services): void => {
  app.post('/r/closed', { config: { access: 'everybody' }, bodyLimit: 1024 }, async (request, reply) => {
    const input = closedRemoteSchema.safeParse(request.body)
    if (!input.success) throw new FailureError('badInput', { detail: 'sessionId, key' })
    const { sessionId, key } = input.data
    if (!remoteKeys.isReturnKey(sessionId, key)) throw new FailureError('remoteCodeSpent')
    closedPages.emit('closed', sessionId)
    return reply.code(204).send()
  })
}

/**
 * Ends the session of a closed page, unless the page is there again a moment later.
 * @param graceMs after which the session would be ended as lost
 */
export const endClosedPages = (services: Services, where: Whereabouts, graceMs: number): void => {
  const { runner, log, closedPages } = services
  const endIfGone = async (sessionId: RemoteSessionId): Promise<void> => {
    const session = await readRemoteSession(services, sessionId)
    if (session === null || (await presenceOf(where, session, 'customer')) !== 'away') return
    await runner.runSystem([{ name: 'remoteSession.systemEnd', args: { sessionId, end: 'pageClosed' } }], {
      actor: { kind: 'contact', name: session.contactName },
    })
    where.io.serverSideEmit('changed', sessionId)
  }
  const waitMs = Math.min(backWithinMs, graceMs / 2)
  closedPages.on('closed', (sessionId) => {
    setTimeout(() => {
      endIfGone(sessionId).catch((error: unknown) => {
        log.warn({ sessionId, error: messageOf(error) }, 'a closed page could not be noted; it is ended as lost')
      })
    }, waitMs).unref()
  })
}
