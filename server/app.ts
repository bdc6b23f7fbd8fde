import Fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { randomUUID } from 'node:crypto'
import { errorSentence, errorStatus } from '#shared/errors'
import { fail, type Failure } from '#shared/result'
import { registerAccess } from './access'
import { registerDesks } from './desks/register'
import { FailureError } from './failure-error'
import { registerArticles } from './articles/register'
import { registerFiles } from './files/register'
import type { Services } from './services'
import { registerClosedPage } from './remote/closed-page'
import { registerCustomerPage } from './remote/customer-page'
import { registerRemoteRoutes } from './remote/routes'
import { registerSession } from './session/routes'
import { registerTelephone } from './telephone/register'

/** Enough for every body but an import, which sets its own. */
const bodyLimit = 256 * 1024

/** The body of every failed request: one sentence for people, and the failure for programs. */
export const errorBody = (failure: Failure): { error: string; failure: Failure } => ({
  error: errorSentence('en', failure),
  failure,
})

/** Thrown by the framework or a handler; not every error has a code. */
type Thrown = Error & Partial<Pick<FastifyError, 'code' | 'statusCode'>>

const failureOf = (error: Thrown, limit: number, log: Logger): Failure => {
  if (error instanceof FailureError) return error.failure
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return fail('tooLarge', { limit: `${Math.round(limit / 1024)} KB` }).failure
  const isClients = error.statusCode !== undefined && error.statusCode < 500
  if (isClients) return fail('badInput', { detail: error.code ?? 'request' }).failure
  const reference = randomUUID().slice(0, 8)
  log.error({ reference, error: error.message, stack: error.stack }, 'request failed')
  return fail('internal', { reference }).failure
}

/** Builds the HTTP side; nothing listens or watches by itself, so that tests may use `inject`. */
export const buildApp = (services: Services): FastifyInstance => {
  const { log } = services
  const loggerInstance: FastifyBaseLogger = log
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  })
  app.addHook('onSend', async (request, reply) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      // What fails is no page, and is not kept.
      ...(reply.statusCode < 400 ? request.routeOptions.config.headers : {}),
    })
  })
  // The route's pattern, never the URL: it may contain a token.
  app.addHook('onResponse', async (request, reply) => {
    log.debug(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
  app.setErrorHandler(async (error: Thrown, request, reply) => {
    const failure = failureOf(error, request.routeOptions.bodyLimit, log)
    return reply.code(errorStatus(failure.code)).send(errorBody(failure))
  })
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send(errorBody(fail('notFound').failure)))
  registerAccess(app, services)
  app.get('/api/v1/health', { config: { access: 'everybody' } }, async () => ({ ok: true }))
  registerSession(app, services)
  registerDesks(app, services)
  registerArticles(app, services)
  registerFiles(app, services)
  registerRemoteRoutes(app, services)
  registerCustomerPage(app, services)
  registerClosedPage(app, services)
  registerTelephone(app, services)
  return app
}
