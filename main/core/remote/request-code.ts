import { z } from 'zod'
import type { RemoteCode } from '#shared/ipc/remote-now'
import type { TicketId } from '#shared/ids'
import { requestedRemoteSchema } from '#shared/protocol/remote'
import { fail, failureSchema, ok, type Result } from '#shared/result'
import { askServer, certificateFailure, serverUrl } from '../server-link/ask-server'

/** A customer waits on the telephone. */
const withinMs = 10_000

const refusalSchema = z.object({ failure: failureSchema })

/** @returns a code with the address where the customer types it, or why there is none */
export const requestRemoteCode = async (
  address: string,
  token: string,
  ticketId: TicketId,
): Promise<Result<RemoteCode>> => {
  try {
    const response = await askServer(serverUrl(address, '/api/v1/remote-sessions'), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ticketId }),
      signal: AbortSignal.timeout(withinMs),
    })
    const body = response.json()
    if (!response.ok) {
      const refusal = refusalSchema.safeParse(body)
      return refusal.success ? { ok: false, failure: refusal.data.failure } : fail('serverUnreachable', { address })
    }
    const requested = requestedRemoteSchema.safeParse(body)
    if (!requested.success) return fail('internal', { reference: 'remote-code' })
    const place = serverUrl(address, '/r')
    // Behind the sign, a code is in no server's or proxy's log.
    return ok({
      ...requested.data,
      address: `${place.host}${place.pathname}`,
      link: `${place.href}#${requested.data.code}`,
    })
  } catch (error) {
    const failure = certificateFailure(error, address)
    return failure === null ? fail('offline') : { ok: false, failure }
  }
}
