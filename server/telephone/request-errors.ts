import { randomUUID } from 'node:crypto'
import { parse as parseForm } from 'node:querystring'
import type { FastifyError, FastifyInstance } from 'fastify'
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

const clientErrors: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than an event may be (64 KB).',
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
