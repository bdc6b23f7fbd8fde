import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { queues, queueSchema } from '#shared/domain/queue'
import { normalisePhoneNumber } from '#shared/domain/phone-number'
import type { Services } from '../services'
import { readCtiEvent } from './cti/cti-event'
import { takeEvent } from './cti/take-event'
import { callForExchange, extensionsOf, readyExtensions } from './exchange-view'
import { chooseMenu } from './ivr/choose-menu'
import { menuBodySchema, sentenceOf, verifyBodySchema, withCallId } from './ivr/ivr-body'
import { createVerify } from './ivr/verify'
import { answerWrongRequests, readMultipart, readUnnamedBodies } from './request-errors'
import { readCall } from './read-call'
import { ringWaitingCalls } from './ring-waiting-calls'
import { isRefused, refuseCall } from './refused-calls'
import { createTokenGate } from './token-gate'
import { watchCalls } from './watch-calls'

/** An event is a few hundred bytes; more is a mistake or an attack. */
const bodyLimit = 64 * 1024

/** The exchange's and the voice menu's endpoints, as `cti.md` writes them. */
export const registerTelephone = (app: FastifyInstance, services: Services): void => {
  const verify = createVerify(services)
  const gate = createTokenGate(services.ctiToken, services.clock)
  watchCalls(services)

  app.register(async (line) => {
    await line.register(formbody, { bodyLimit })
    await readMultipart(line, bodyLimit)
    readUnnamedBodies(line, bodyLimit)
    answerWrongRequests(line, services.log)
    line.addHook('onRequest', gate)

    line.post('/api/v1/cti/:token', { bodyLimit }, async (request, reply) => {
      const read = readCtiEvent(request.body, services.numbering)
      if (read.kind === 'wrong') return reply.code(422).send({ error: read.error })
      const { event } = read
      if (event.event === 'newCall' && services.screening.isBlocked(event)) {
        await refuseCall(services, event.pbxCallId)
        return { action: 'reject', reason: 'busy' }
      }
      if (await isRefused(services, event.pbxCallId)) return {}
      const { waiting } = await takeEvent(services, event)
      const answer = event.event === 'newCall' ? services.screening.answerTo(event) : {}
      if (waiting === null) return answer
      // An agent may have become ready between the choice of whom to ring and the commit.
      if ((await readCall(services.db, waiting))?.rung.length === 0)
        await ringWaitingCalls(services, services.callLimits.restMs)
      const ring = await extensionsOf(services.db, (await readCall(services.db, waiting))?.rung ?? [])
      return ring.length === 0 ? answer : { ...answer, ring }
    })
    line.get<{ Querystring: { queue?: string } }>('/api/v1/cti/:token/agents', async ({ query }, reply) => {
      if (query.queue === undefined) return readyExtensions(services)
      const queue = queueSchema.safeParse(query.queue)
      if (!queue.success) return reply.code(422).send({ error: `queue: must be one of ${queues.join(', ')}` })
      return readyExtensions(services, [queue.data])
    })
    line.get<{ Params: { callId: string } }>('/api/v1/cti/:token/calls/:callId', async ({ params }, reply) => {
      const call = await callForExchange(services, params.callId)
      return call ?? reply.code(404).send({ error: 'Nothing was heard of this call.' })
    })
    line.post('/api/v1/ivr/:token/menu', { bodyLimit }, async (request, reply) => {
      const body = menuBodySchema.safeParse(withCallId(request.body))
      return body.success ? chooseMenu(services, body.data) : reply.code(422).send({ error: sentenceOf(body.error) })
    })
    line.post('/api/v1/ivr/:token/verify', { bodyLimit }, async (request, reply) => {
      const body = verifyBodySchema.safeParse(withCallId(request.body))
      if (!body.success) return reply.code(422).send({ error: sentenceOf(body.error) })
      const { callId, serviceCode, password, menu, problemDomain, from: written } = body.data
      const from = written === null ? null : normalisePhoneNumber(written, services.numbering)
      return verify({ pbxCallId: callId, code: serviceCode, password, menu, problemDomain, from })
    })
  })
}
