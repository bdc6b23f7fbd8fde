import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { demoPassword } from '#shared/demo/account'
import { demoCodes, scenarios } from '#shared/demo/scenarios'
import { canary } from './values'

/** Sends a request; a text is sent as it is, anything else as JSON. @returns the body of the answer */
export type Request = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<string>

export const line = `/api/v1/cti/${canary.ctiToken}`
export const voice = `/api/v1/ivr/${canary.ctiToken}`

/** @returns each route in good order, in disorder and with what is wrong, named as the server lists them */
export const routesWith = (request: Request): Record<string, () => Promise<unknown>> => ({
  'GET /api/v1/health': () => request('GET', '/api/v1/health'),
  'POST /api/v1/session': async () => {
    await request('POST', '/api/v1/session', { login: 'lin', password: canary.signInGuess, deskId: randomUUID() })
    await request('POST', '/api/v1/session', { login: canary.signInGuess, password: demoPassword, deskId: 7 })
    await request('POST', '/api/v1/session', `{"login":"lin","password":"${canary.signInGuess}"`)
  },
  'DELETE /api/v1/session': () =>
    request('DELETE', '/api/v1/session', undefined, { authorization: `Bearer ${'x'.repeat(43)}` }),
  'GET /r': () => request('GET', '/r'),
  'GET /r/': () => request('GET', '/r/'),
  'GET /r/:code': () => request('GET', `/r/${canary.code}`),
  'GET /r/assets/:name': () => request('GET', `/r/assets/${canary.code}.js`),
  'GET /r/source': () => request('GET', '/r/source'),
  'POST /r/closed': () => request('POST', '/r/closed', { sessionId: randomUUID(), key: canary.password }),
  'POST /api/v1/remote-sessions': () => request('POST', '/api/v1/remote-sessions', { ticketId: canary.code }),
  'POST /api/v1/articles/import': () =>
    request('POST', '/api/v1/articles/import', { articles: [{ title: canary.caller }] }),
  'GET /api/v1/files/:hash': () => request('GET', `/api/v1/files/${canary.code}?ticketId=${canary.phone}`),
  'GET /api/v1/files/:hash/pieces/:index': () =>
    request('GET', `/api/v1/files/${'a'.repeat(64)}/pieces/${canary.phone}?ticketId=${randomUUID()}`),
  'PUT /api/v1/files/:hash/pieces/:index': () =>
    request('PUT', `/api/v1/files/${'a'.repeat(64)}/pieces/0?ticketId=${randomUUID()}`, canary.caller, {
      'content-type': 'application/octet-stream',
    }),
  'GET /api/v1/desks': () => request('GET', '/api/v1/desks'),
  ...Object.fromEntries(
    ['erased', 'restore', 'revoke'].map((act) => [
      `POST /api/v1/desks/:id/${act}`,
      () => request('POST', `/api/v1/desks/${canary.phone}/${act}`, { reason: canary.caller }),
    ]),
  ),
  'POST /api/v1/ivr/:token/menu': async () => {
    await request('POST', `${voice}/menu`, { callId: 'canary', path: '2' })
    await request('POST', `${voice}/menu`, { callId: 'canary', path: canary.code })
    await request('POST', `/api/v1/ivr/${canary.code}/menu`, { callId: 'canary', path: '2' })
  },
  'POST /api/v1/ivr/:token/verify': async () => {
    await request('POST', `${voice}/verify`, {
      callId: 'canary',
      from: canary.phone,
      serviceCode: canary.guessedCode,
      password: canary.guessedPassword,
    })
    await request('POST', `${voice}/verify`, {
      callId: 'canary',
      from: canary.phone,
      serviceCode: canary.code,
      password: canary.guessedPassword,
    })
    await request('POST', `${voice}/verify`, {
      callId: 'canary',
      from: canary.phone,
      serviceCode: canary.code,
      password: canary.password,
    })
    await request('POST', `${voice}/verify`, {
      callId: 'x'.repeat(300),
      serviceCode: canary.code,
      password: canary.password,
    })
    for (const { code, password } of Object.values(demoCodes))
      await request('POST', `${voice}/verify`, { callId: `demo-${code}`, serviceCode: code, password })
  },
  'GET /api/v1/cti/:token/agents': async () => {
    await request('GET', `${line}/agents`)
    await request('GET', `${line}/agents?queue=${canary.phone}`)
  },
  'GET /api/v1/cti/:token/calls/:callId': async () => {
    await request('GET', `${line}/calls/canary`)
    await request('GET', `${line}/calls/${canary.phone}`)
  },
  'POST /api/v1/cti/:token': async () => {
    for (const { from } of Object.values(scenarios))
      await request('POST', line, { event: 'newCall', callId: `scenario-${from}`, from, user: '8002' })
    await request('POST', line, { event: 'newCall', callId: 'canary', from: canary.phone, user: '8001' })
    await request('POST', line, { event: 'answer', callId: 'canary', answeringNumber: '8001' })
    await request('POST', line, { event: canary.phone, callId: 'canary', from: canary.phone })
    await request('POST', line, `{"event":"newCall","from":"${canary.phone}"`)
  },
})

/** @returns what the server answers, as `METHOD path`, sorted */
export const listRoutes = (app: FastifyInstance): string[] =>
  [...app.routeAccess.keys()].filter((name) => !name.startsWith('HEAD ')).sort()
