import type { FastifyInstance } from 'fastify'
import { fail } from '#shared/result'
import { signInSchema, type SignInAnswer } from '#shared/protocol/session'
import { wireVersion } from '#shared/protocol/version'
import { whereWrong } from '#shared/where-wrong'
import { bearer, sessionOf } from '../access'
import { FailureError } from '../failure-error'
import type { Services } from '../services'
import { normaliseLogin } from './accounts'
import { createAttempts } from './attempts'

/** Signing in and out over HTTP. */
export const registerSession = (app: FastifyInstance, services: Services): void => {
  const { accounts, sessions, desks, writeAudit, clientAddress } = services
  const attempts = createAttempts(services.db, services.clock)

  app.post('/api/v1/session', { config: { access: 'everybody' } }, async (request): Promise<SignInAnswer> => {
    const input = signInSchema.safeParse(request.body)
    if (!input.success) throw new FailureError('badInput', { detail: whereWrong(input.error) })
    const { deskId, password } = input.data
    const login = normaliseLogin(input.data.login).replaceAll('\0', '')
    // Before the password is checked: a revoked desk erases itself at once and learns nothing about any account.
    if (await desks.refuseIfRevoked(deskId)) throw new FailureError('deskRevoked')
    // Behind a proxy, everybody comes from the proxy's own address.
    const address = clientAddress(request.socket.remoteAddress, request)
    const minutes = await attempts.spend(login, address)
    if (minutes > 0) throw new FailureError('tooManyAttempts', { minutes: String(minutes) })
    const personId = await accounts.check(login, password)
    const person = personId === null ? null : await sessions.person(personId)
    const failure = fail('wrongCredentials')
    if (person === null) {
      await writeAudit({
        personId,
        action: 'session.open',
        entity: null,
        outcome: failure.failure.code,
        detail: { deskId },
      })
      throw new FailureError(failure.failure.code)
    }
    await attempts.refund(login, address)
    const opened = await sessions.open(person.id, deskId)
    if (opened === null) throw new FailureError('deskRevoked')
    const { token, expiresAt } = opened
    await writeAudit({
      personId: person.id,
      action: 'session.open',
      entity: `person:${person.id}`,
      outcome: 'accepted',
      detail: { deskId },
    })
    return { token, person, expiresAt, wireVersion, serverId: services.serverId }
  })

  app.delete('/api/v1/session', { config: { access: { action: 'session.close' } } }, async (request, reply) => {
    const session = sessionOf(request)
    await sessions.revoke(bearer(request))
    await writeAudit({
      personId: session.person.id,
      action: 'session.close',
      entity: `person:${session.person.id}`,
      outcome: 'accepted',
      detail: { deskId: session.deskId },
    })
    return reply.code(204).send()
  })
}
