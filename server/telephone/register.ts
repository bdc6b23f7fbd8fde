import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { problemDomains, problemDomainSchema } from '#shared/domain/problem-domain'
import { queues, queueSchema } from '#shared/domain/queue'
import { normalisePhoneNumber } from '#shared/domain/phone-number'
import type { Services } from '../services'
import { readCtiEvent } from './cti/cti-event'
import { takeEvent } from './cti/take-event'
import { callerOutlook } from './caller-outlook'
import { callForExchange, readyExtensions } from './exchange-view'
import { chooseMenu, createVerifyCaller } from './ivr/voice-menu'
import { menuBodySchema, sentenceOf, verifyBodySchema, withCallId } from './ivr/ivr-body'
import { answerWrongRequests, readMultipart, readUnnamedBodies } from './request-errors'
import { findRingingAgents } from './ready-agents'
import { ringWaitingCalls } from './waiting-calls'
import { isRefused, refuseCall } from './screening'
import { createTokenGate } from './token-gate'

/** An event is a few hundred bytes; more is a mistake or an attack. */
const bodyLimit = 64 * 1024

/** The endpoints of exchange and voice menu, as `docs/telephone.md` describes them. */
export const registerTelephone = (app: FastifyInstance, services: Services): void => {
  const verifyCaller = createVerifyCaller(services)
  const gate = createTokenGate(services.ctiToken, services)
  const numberOf = (written: string | null): string | null =>
    written === null ? null : normalisePhoneNumber(written, services.numbering)

  app.register(async (line) => {
    await line.register(formbody, { bodyLimit })
    await readMultipart(line, bodyLimit)
    readUnnamedBodies(line, bodyLimit)
    answerWrongRequests(line, services.log)
    line.addHook('onRequest', gate)

    line.post('/api/v1/cti/:token', { bodyLimit, config: { access: 'exchange' } }, async (request, reply) => {
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
      // Between the choice of agents and the commit one may have become ready, or been taken by another call.
      const ringing = await findRingingAgents(services, waiting)
      if (ringing.size < services.ringAtOnce) await ringWaitingCalls(services)
      return { ...answer, ...(await callerOutlook(services, event.pbxCallId)) }
    })
    line.get<{ Querystring: { queue?: string; domain?: string } }>(
      '/api/v1/cti/:token/agents',
      { config: { access: 'exchange' } },
      async ({ query }, reply) => {
        const queue = queueSchema.optional().safeParse(query.queue)
        if (!queue.success) return reply.code(422).send({ error: `queue: must be one of ${queues.join(', ')}` })
        const domain = problemDomainSchema.optional().safeParse(query.domain)
        if (!domain.success)
          return reply.code(422).send({ error: `domain: must be one of ${problemDomains.join(', ')}` })
        return readyExtensions(services, queue.data === undefined ? queues : [queue.data], domain.data ?? null)
      },
    )
    line.get<{ Params: { callId: string } }>(
      '/api/v1/cti/:token/calls/:callId',
      { config: { access: 'exchange' } },
      async ({ params }, reply) => {
        const call = await callForExchange(services, params.callId)
        return call ?? reply.code(404).send({ error: 'Nothing was heard of this call.' })
      },
    )
    line.post('/api/v1/ivr/:token/menu', { bodyLimit, config: { access: 'exchange' } }, async (request, reply) => {
      const body = menuBodySchema.safeParse(withCallId(request.body))
      if (!body.success) return reply.code(422).send({ error: sentenceOf(body.error) })
      const { callId, from, ...chosen } = body.data
      const answer = await chooseMenu(services, { pbxCallId: callId, from: numberOf(from), ...chosen })
      const { problemDomain } = chosen
      return { ...answer, ...(await callerOutlook(services, callId, { queue: answer.queue, problemDomain })) }
    })
    line.post('/api/v1/ivr/:token/verify', { bodyLimit, config: { access: 'exchange' } }, async (request, reply) => {
      const body = verifyBodySchema.safeParse(withCallId(request.body))
      if (!body.success) return reply.code(422).send({ error: sentenceOf(body.error) })
      const { callId, serviceCode, password, menu, problemDomain, from } = body.data
      const attempt = { pbxCallId: callId, code: serviceCode, password, menu, problemDomain, from: numberOf(from) }
      const answer = await verifyCaller(attempt)
      return { ...answer, ...(await callerOutlook(services, callId, { queue: answer.queue, problemDomain })) }
    })
  })
}
