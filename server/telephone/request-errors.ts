import { randomUUID } from 'node:crypto'
import { parse as parseForm } from 'node:querystring'
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { inWords } from '../db/transaction'
import { FailureError } from '../failure-error'

/** Some exchanges name no content type, or a wrong one: JSON is tried, then a form. */
export const readUnnamedBodies = (line: FastifyInstance, bodyLimit: number): void => {
  line.removeContentTypeParser('text/plain')
  line.addContentTypeParser('*', { parseAs: 'string', bodyLimit }, async (_request: unknown, body: string | Buffer) => {
    const text = body.toString()
    try {
      return JSON.parse(text) as unknown
    } catch {
      return { ...parseForm(text) }
    }
  })
}

/** A form with parts, as half of the format's own examples send it; files in it are not asked for and fall away. */
export const readMultipart = (line: FastifyInstance, bodyLimit: number): void => {
  line.addContentTypeParser(
    /^multipart\/form-data/i,
    { parseAs: 'buffer', bodyLimit },
    async ({ headers }: FastifyRequest, body: Buffer): Promise<unknown> => {
      const type = { 'content-type': headers['content-type'] ?? '' }
      const form = await new Response(new Uint8Array(body), { headers: type }).formData().catch(() => {
        throw Object.assign(new Error('not a form'), { statusCode: 400, code: 'BAD_MULTIPART' })
      })
      const texts = (key: string): string | string[] => {
        const all = form.getAll(key).filter((value) => typeof value === 'string')
        return all.length === 1 ? (all[0] ?? '') : all
      }
      return Object.fromEntries([...new Set(form.keys())].map((key) => [key, texts(key)] as const))
    },
  )
}

const clientErrors: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than an event may be (64 KB).',
  BAD_MULTIPART: 'The body is not a valid multipart form.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
}

/** Exchanges read `{"error": …}`; what is their fault is told apart from what is worth sending again. */
export const answerWrongRequests = (line: FastifyInstance, log: Logger): void => {
  line.setErrorHandler(async (raw: FastifyError | FailureError, _request, reply) => {
    const error = inWords(raw) as FastifyError | FailureError
    if (error instanceof FailureError) {
      const isWorthRepeating = error.failure.code === 'databaseUnavailable'
      if (isWorthRepeating) reply.header('retry-after', '5')
      return reply.code(isWorthRepeating ? 503 : 422).send({ error: `The event was not taken: ${error.failure.code}.` })
    }
    const status = error.statusCode ?? 500
    if (status < 500)
      return reply.code(status).send({ error: clientErrors[error.code] ?? 'The request is not well-formed.' })
    const reference = randomUUID().slice(0, 8)
    log.error({ reference, error: error.message }, 'telephone event failed')
    return reply.code(500).send({ error: `Unexpected error (reference ${reference}). Send it again.` })
  })
}
