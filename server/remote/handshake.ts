import { normaliseRemoteCode } from '#shared/domain/remote-code'
import { isRemoteJoined, remoteSessionSchema, type RemoteSession } from '#shared/domain/remote-session'
import type { RemoteSessionId } from '#shared/ids'
import { remoteHandshakeSchema } from '#shared/protocol/remote'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import type { Services } from '../services'
import type { CodeGuesses } from './code-guesses'
import type { RemoteSocketData } from './socket'

type Needs = { services: Services; guesses: CodeGuesses }

/** @returns the session as it is stored now, null where there is none */
export const readRemoteSession = async ({ db }: Services, id: string): Promise<RemoteSession | null> => {
  const row = await inTransaction(db, (trx) =>
    trx
      .selectFrom('document')
      .select('body')
      .where('noun', '=', 'remoteSession')
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  return row === undefined ? null : remoteSessionSchema.parse(row.body)
}

const findByCode = async ({ services, guesses }: Needs, written: string, address: string) => {
  if (!(await guesses.spend(address))) throw new FailureError('remoteTooManyCodes')
  const code = normaliseRemoteCode(written)
  const hash = code === null ? null : services.remoteKeys.codeHash(code)
  const row =
    hash === null
      ? undefined
      : await inTransaction(services.db, (trx) =>
          trx
            .selectFrom('document')
            .select('id')
            .where('noun', '=', 'remoteSession')
            .where((eb) => eb(eb.ref('body', '->>').key('codeHash'), '=', hash))
            .executeTakeFirst(),
        )
  if (row === undefined) throw new FailureError('remoteCodeSpent')
  return row.id as RemoteSessionId
}

/**
 * Lets a side in: the agent of the session by their sign-in, a page by the code, which is spent by it, or by its key.
 * @throws FailureError notSignedIn, notFound, remoteNotYours, remoteEnded, remoteCodeSpent, remoteTooManyCodes
 */
export const joinRemote = async (needs: Needs, auth: unknown, address: string): Promise<RemoteSocketData> => {
  const { services, guesses } = needs
  const handshake = remoteHandshakeSchema.safeParse(auth)
  if (!handshake.success) throw new FailureError('badInput', { detail: 'auth' })
  const given = handshake.data
  if (given.as === 'customer') {
    const sessionId = await findByCode(needs, given.code, address)
    const { contactName, browser } = given
    const actor = { kind: 'contact', name: contactName } as const
    const { failures } = await services.runner.runSystem(
      [{ name: 'remoteSession.systemIdentify', args: { sessionId, contactName, browser } }],
      { actor },
    )
    const [failure] = failures
    if (failure !== undefined) throw new FailureError(failure.code, failure.params)
    await guesses.refund(address)
    return { sessionId, side: 'customer', actor, isFrozen: false }
  }
  if (given.as === 'returning') {
    if (!services.remoteKeys.isReturnKey(given.sessionId, given.key)) throw new FailureError('remoteCodeSpent')
    const session = await readRemoteSession(services, given.sessionId)
    if (session === null || !isRemoteJoined(session)) throw new FailureError('remoteEnded')
    const actor = { kind: 'contact', name: session.contactName } as const
    return { sessionId: given.sessionId, side: 'customer', actor, isFrozen: false }
  }
  const found = await services.sessions.find(given.token)
  if (found === null || found.deskId !== given.deskId) throw new FailureError('notSignedIn')
  const session = await readRemoteSession(services, given.sessionId)
  if (session === null) throw new FailureError('notFound')
  const { id, role, name } = found.person
  if (session.agentId !== id) throw new FailureError('remoteNotYours')
  if (session.state === 'ended') throw new FailureError('remoteEnded')
  return { sessionId: given.sessionId, side: 'agent', actor: { kind: 'person', id, role, name }, isFrozen: false }
}
