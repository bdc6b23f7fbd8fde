import { randomUUID } from 'node:crypto'
import { parse as parseForm } from 'node:querystring'
import multipart from '@fastify/multipart'
import type { FastifyError, FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { asFailure } from '../db/transaction'
import { FailureError } from '../failure-error'

/** Some exchanges send no content type, or a wrong one: the body is tried as JSON, then as a form. */
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

/** Accepts multipart forms, which half of the format's own examples use; without files. */
export const readMultipart = async (line: FastifyInstance, bodyLimit: number): Promise<void> => {
  await line.register(multipart, {
    attachFieldsToBody: 'keyValues',
    limits: { fieldSize: bodyLimit, fields: 1000, files: 0 },
  })
}

const clientErrors: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than an event may be (64 KB).',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
}

/** Answers errors as `{"error": …}`, and distinguishes wrong requests (4xx) from those worth sending again (5xx). */
export const answerWrongRequests = (line: FastifyInstance, log: Logger): void => {
  line.setErrorHandler(async (raw: FastifyError | FailureError, request, reply) => {
    const error = asFailure(raw) as FastifyError | FailureError
    if (error instanceof FailureError) {
      const isWorthRepeating = error.failure.code === 'databaseUnavailable'
      if (isWorthRepeating) reply.header('retry-after', '5')
      return reply.code(isWorthRepeating ? 503 : 422).send({ error: `The event was not taken: ${error.failure.code}.` })
    }
    // The multipart parser throws errors without a status.
    const isBrokenForm = request.body === undefined && /^multipart\//i.test(request.headers['content-type'] ?? '')
    if (isBrokenForm && error.statusCode === undefined)
      return reply.code(400).send({ error: 'The body is not a valid multipart form.' })
    const status = error.statusCode ?? 500
    if (status < 500)
      return reply.code(status).send({ error: clientErrors[error.code] ?? 'The request is not well-formed.' })
    const reference = randomUUID().slice(0, 8)
    log.error({ reference, error: error.message }, 'telephone event failed')
    return reply.code(500).send({ error: `Unexpected error (reference ${reference}). Send it again.` })
  })
}
