import type { FastifyInstance, FastifyRequest } from 'fastify'
import { may, type Action } from '#shared/domain/may'
import { FailureError } from './failure-error'
import type { Services } from './services'
import type { Session } from './session/sessions'

/**
 * Who may use a route. `everybody`: nothing is asked. `exchange`: the token in the path. `desk`: the token of a session
 * that may be over, looked up by the route itself. Otherwise a person whose role may do this.
 */
export type RouteAccess = 'everybody' | 'exchange' | 'desk' | { action: Action }

// Fastify's types grow by merged interfaces.
/* eslint-disable @typescript-eslint/consistent-type-definitions */
declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess
    /** Headers that differ from those of an answer for programs. */
    headers?: Readonly<Record<string, string>>
  }
  interface FastifyRequest {
    session: Session | null
  }
  interface FastifyInstance {
    /** Every route that is registered, as `GET /path`, with who may use it. */
    routeAccess: Map<string, RouteAccess>
  }
}
/* eslint-enable @typescript-eslint/consistent-type-definitions */

/** @returns the bearer token of the request, empty where there is none. */
export const bearer = (request: FastifyRequest): string =>
  /^Bearer ([\w-]{32,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? ''

/** @returns the session of a route whose access is an action */
export const sessionOf = ({ session }: FastifyRequest): Session => {
  if (session === null) throw new FailureError('notSignedIn')
  return session
}

/**
 * Checks token and role of every request before its body is read, so that the answer says nothing of what exists.
 * @throws while the server starts, for a route that does not say who may use it
 */
export const registerAccess = (app: FastifyInstance, { sessions }: Services): void => {
  app.decorateRequest('session', null)
  const routes = new Map<string, RouteAccess>()
  app.decorate('routeAccess', routes)
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const name of [method].flat().map((each) => `${each} ${url}`)) {
      if (config?.access === undefined) throw new Error(`${name} does not say who may use it`)
      routes.set(name, config.access)
    }
  })
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config
    if (access === undefined || typeof access === 'string') return
    const session = await sessions.find(bearer(request))
    if (session === null) throw new FailureError('notSignedIn')
    if (!may(session.person, access.action)) throw new FailureError('notAllowed')
    request.session = session
  })
}
