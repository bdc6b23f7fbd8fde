import type { Failure } from '#shared/result'
import { handshakeSchema } from '#shared/protocol/session'
import { minimumWireVersion } from '#shared/protocol/version'
import type { Desks } from '../desks/desks'
import { FailureError } from '../failure-error'
import type { Session, Sessions } from '../session/sessions'

/** Refuses a connection: Socket.IO passes `data` to the console's `connect_error`. */
export class RefusedConnection extends Error {
  readonly data: Failure

  constructor(failure: Failure) {
    super(failure.code)
    this.data = failure
  }
}

/**
 * Checks the handshake of a console.
 * @returns its session
 * @throws FailureError consoleTooOld, deskRevoked or notSignedIn. The version is checked first, because an older
 *   console may send other fields. A revoked desk has no session, so revocation is looked up only where none is found.
 */
export const authenticate = async (
  auth: unknown,
  { sessions, desks }: { sessions: Pick<Sessions, 'find' | 'prolong'>; desks: Desks },
): Promise<Session> => {
  const given = typeof auth === 'object' && auth !== null ? (auth as Record<string, unknown>)['wireVersion'] : undefined
  if (typeof given === 'number' && given < minimumWireVersion)
    throw new FailureError('consoleTooOld', { minimum: String(minimumWireVersion) })
  const handshake = handshakeSchema.safeParse(auth)
  if (!handshake.success) throw new FailureError('notSignedIn')
  const { token, deskId, wireVersion } = handshake.data
  const session = await sessions.find(token)
  if (session === null || session.deskId !== deskId)
    throw new FailureError((await desks.refuseIfRevoked(deskId)) ? 'deskRevoked' : 'notSignedIn')
  desks.recordSeen({ id: deskId, personId: session.person.id, wireVersion })
  return sessions.prolong(session)
}
