import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { minuteMs, type Instant } from '#shared/domain/time'
import type { Services } from '../services'

/** An exchange with a mistyped token sends a few requests a minute; a guesser would send more. */
const maxFailuresPerMinute = 20
/** So that requests from many addresses cannot fill the memory. */
const maxAddresses = 10_000

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Makes the hook that checks the token in the path. It compares digests, so that the time reveals neither length nor
 * content.
 * @param token null where no exchange is connected: every request is answered 422.
 */
export const createTokenGate = (
  token: string | null,
  { clock, clientAddress }: Pick<Services, 'clock' | 'clientAddress'>,
) => {
  const expected = token === null ? null : digest(token)
  const failures = new Map<string, { count: number; since: Instant }>()

  const failuresOf = (address: string): { count: number; since: Instant } => {
    const now = clock()
    const known = failures.get(address)
    if (known !== undefined && now - known.since < minuteMs) return known
    if (failures.size >= maxAddresses) failures.clear()
    const fresh = { count: 0, since: now }
    failures.set(address, fresh)
    return fresh
  }

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (expected === null) return reply.code(422).send({ error: 'Feature not configured, please contact your admin!' })
    const given = (request.params as { token?: string }).token ?? ''
    if (timingSafeEqual(digest(given), expected)) return undefined
    const seen = failuresOf(clientAddress(request.socket.remoteAddress, request))
    seen.count += 1
    if (seen.count > maxFailuresPerMinute)
      return reply
        .code(429)
        .header('retry-after', '60')
        .send({ error: 'Too many invalid tokens, please wait a minute!' })
    return reply.code(401).send({ error: 'Invalid token, please contact your admin!' })
  }
}
