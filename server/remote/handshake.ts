import { normaliseRemoteCode } from '#shared/domain/remote-code'
import { isRemoteJoined } from '#shared/domain/remote-session'
import type { RemoteSessionId } from '#shared/ids'
import { remoteHandshakeSchema } from '#shared/protocol/remote'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import type { Services } from '../services'
import { findLostAgents, type JoinedAgent } from './agent-standing'
import type { CodeGuesses } from './code-guesses'
import { readRemoteSession } from './read-session'
import type { RemoteSocketData } from './socket'

/** `agent`: by what an agent was let in; null for a customer. */
export type Joined = { data: RemoteSocketData; agent: JoinedAgent | null }
type Needs = { services: Services; guesses: CodeGuesses }

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
            // A code comes again some day; it is never that of an old session.
            .where((eb) => eb(eb.ref('body', '->>').key('state'), '=', 'requested'))
            .executeTakeFirst(),
        )
  if (row === undefined) throw new FailureError('remoteCodeSpent')
  return row.id as RemoteSessionId
}

/**
 * Lets a side in: the agent of the session by their sign-in, a page by the code, which is spent by it, or by its key.
 * @throws FailureError notSignedIn, notAllowed, notFound, remoteNotYours, remoteEnded, remoteCodeSpent or
 *   remoteTooManyCodes
 */
export const joinRemote = async (needs: Needs, auth: unknown, address: string): Promise<Joined> => {
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
    return { data: { sessionId, side: 'customer', actor, isFrozen: false }, agent: null }
  }
  if (given.as === 'returning') {
    if (!services.remoteKeys.isReturnKey(given.sessionId, given.key)) throw new FailureError('remoteCodeSpent')
    const session = await readRemoteSession(services, given.sessionId)
    if (session === null || !isRemoteJoined(session)) throw new FailureError('remoteEnded')
    const actor = { kind: 'contact', name: session.contactName } as const
    return { data: { sessionId: given.sessionId, side: 'customer', actor, isFrozen: false }, agent: null }
  }
  const found = await services.sessions.find(given.token)
  if (found === null || found.deskId !== given.deskId) throw new FailureError('notSignedIn')
  const session = await readRemoteSession(services, given.sessionId)
  if (session === null) throw new FailureError('notFound')
  const { id, role, name } = found.person
  if (session.agentId !== id) throw new FailureError('remoteNotYours')
  if (session.state === 'ended') throw new FailureError('remoteEnded')
  const agent = { tokenHash: found.tokenHash, personId: id, ticketId: session.ticketId }
  if ((await findLostAgents(services, [agent])).size > 0) throw new FailureError('notAllowed')
  const actor = { kind: 'person', id, role, name } as const
  return { data: { sessionId: given.sessionId, side: 'agent', actor, isFrozen: false }, agent }
}
