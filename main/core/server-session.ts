import { z } from 'zod'
import type { DeskId } from '#shared/ids'
import { signInAnswerSchema, type SignInAnswer } from '#shared/protocol/session'
import { minimumWireVersion } from '#shared/protocol/version'
import { fail, failureSchema, type Result } from '#shared/result'
import { askServer, serverUrl, certificateFailure } from './server-link/ask-server'
import { withKnownWords } from './server-link/known-words'

/** A person waits at the sign-in form. */
const signInTimeoutMs = 15_000
/** Signing out does not wait for a slow server. */
const signOutTimeoutMs = 2_000

const refusalSchema = z.object({ failure: failureSchema })

const sessionUrl = (server: string): URL => serverUrl(server, '/api/v1/session')

/**
 * @returns who signed in and the token, or why not: wrongCredentials, tooManyAttempts, serverUnreachable, serverTooOld,
 *   certificate…
 */
export const signInAt = async (
  server: string,
  credentials: { login: string; password: string; deskId: DeskId },
): Promise<Result<SignInAnswer>> => {
  const unreachable = fail('serverUnreachable', { address: server })
  try {
    const response = await askServer(sessionUrl(server), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
      signal: AbortSignal.timeout(signInTimeoutMs),
    })
    const body = response.json()
    if (!response.ok) {
      const refusal = refusalSchema.safeParse(body)
      return refusal.success ? { ok: false, failure: refusal.data.failure } : unreachable
    }
    const answer = signInAnswerSchema.safeParse(withKnownWords(body))
    if (!answer.success) return unreachable
    if (answer.data.wireVersion < minimumWireVersion)
      return fail('serverTooOld', { version: String(answer.data.wireVersion) })
    return { ok: true, value: answer.data }
  } catch (error) {
    const failure = certificateFailure(error, server)
    return failure === null ? unreachable : { ok: false, failure }
  }
}

/** Ends the session at the server. If the server cannot be reached, the token is only forgotten here. */
export const signOutAt = async (server: string, token: string): Promise<void> => {
  try {
    await askServer(sessionUrl(server), {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(signOutTimeoutMs),
    })
  } catch {
    // Unreachable: the session ends there by its own expiry.
  }
}

/** Confirms to the server that everything here is erased. The revoked token is good for nothing else. */
export const confirmErasedAt = async (server: string, deskId: DeskId, token: string): Promise<void> => {
  try {
    await askServer(serverUrl(server, `/api/v1/desks/${deskId}/erased`), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(signInTimeoutMs),
    })
  } catch {
    // Unreachable again: the administrator sees the desk as revoked and not confirmed.
  }
}
