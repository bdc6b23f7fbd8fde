import { fail, type Failure } from '#shared/result'
import { handshakeSchema } from '#shared/protocol/session'
import { minimumWireVersion } from '#shared/protocol/version'
import { FailureError } from '../failure-error'
import type { Session, Sessions } from '../session/sessions'

/** A refusal of the connection: Socket.IO hands `data` to the console's `connect_error`. */
export class RefusedConnection extends Error {
  readonly data: Failure

  constructor(failure: Failure) {
    super(failure.code)
    this.data = failure
  }
}

/** @throws FailureError consoleTooOld or notSignedIn. The version comes first: an old console may speak of itself otherwise. */
export const greet = async (auth: unknown, sessions: Pick<Sessions, 'find' | 'prolong'>): Promise<Session> => {
  const given = typeof auth === 'object' && auth !== null ? (auth as Record<string, unknown>)['wireVersion'] : undefined
  if (typeof given === 'number' && given < minimumWireVersion) throw new FailureError('consoleTooOld', { minimum: String(minimumWireVersion) })
  const handshake = handshakeSchema.safeParse(auth)
  const session = handshake.success ? await sessions.find(handshake.data.token) : null
  if (!handshake.success || session === null || session.deskId !== handshake.data.deskId) throw new FailureError(fail('notSignedIn').failure.code)
  return sessions.prolong(session)
}
