import { createHash, randomUUID } from 'node:crypto'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rolesFor } from '#shared/domain/may'
import type { Person } from '#shared/domain/person'
import { roles, type Role } from '#shared/domain/role'
import { buildApp } from './app'
import { authorised, businessTicket, takeCall } from './testing/test-call'
import { envelope } from './testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from './testing/test-server'

const bytes = Buffer.from('现场照片')
const hash = createHash('sha256').update(bytes).digest('hex')
const file = { hash, name: '照片.jpg', mediaType: 'image/jpeg', size: bytes.length }
const [ownOrganisation, otherOrganisation] = [randomUUID(), randomUUID()]

type Target = { deskId: string; ticketId: string }
type Scene = {
  request: (target: Target) => InjectOptions
  /** What a person of a permitted role is told about what lies outside their scope; null where nothing can. */
  foreign: string | null
  /** Roles whose scope is everything, so that nothing is foreign to them. */
  seesAll?: Role[]
}
const filePathOf = ({ ticketId }: Target, rest = ''): string => `/api/v1/files/${hash}${rest}?ticketId=${ticketId}`

/** A request for every route of people, by its name here: what is registered and has none is red. */
const scenes: Record<string, Scene> = {
  'DELETE /api/v1/session': { request: () => ({ url: '/api/v1/session', method: 'DELETE' }), foreign: null },
  'GET /api/v1/desks': { request: () => ({ url: '/api/v1/desks' }), foreign: null },
  'POST /api/v1/desks/:id/revoke': {
    request: ({ deskId }) => ({ url: `/api/v1/desks/${deskId}/revoke`, method: 'POST' }),
    foreign: 'outOfScope',
    seesAll: ['administrator'],
  },
  'POST /api/v1/desks/:id/restore': {
    request: ({ deskId }) => ({ url: `/api/v1/desks/${deskId}/restore`, method: 'POST' }),
    foreign: 'outOfScope',
    seesAll: ['administrator'],
  },
  'POST /api/v1/remote-sessions': {
    request: ({ ticketId }) => ({ url: '/api/v1/remote-sessions', method: 'POST', payload: { ticketId } }),
    foreign: 'notFound',
  },
  'POST /api/v1/articles/import': {
    request: () => ({ url: '/api/v1/articles/import', method: 'POST', payload: { articles: [] } }),
    foreign: null,
  },
  'GET /api/v1/files/:hash': { request: (target) => ({ url: filePathOf(target) }), foreign: 'notFound' },
  'GET /api/v1/files/:hash/pieces/:index': {
    request: (target) => ({ url: filePathOf(target, '/pieces/0') }),
    foreign: 'notFound',
  },
  'PUT /api/v1/files/:hash/pieces/:index': {
    request: (target) => ({
      url: filePathOf(target, '/pieces/0'),
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      payload: bytes,
    }),
    foreign: 'notFound',
  },
}

let server: TestServer
let app: FastifyInstance
const targets = new Map<string, Target>()

/** A desk of somebody of this organisation, and a ticket with a stored file that is referred to it. */
const addTarget = async (organisationId: string): Promise<void> => {
  await server.services.putDocument('organisation', { ...authorised(), id: organisationId } as never)
  const owner = await addPerson(server, personOf('consultant', organisationId), `owner-${organisationId}`)
  const deskId = randomUUID()
  const seen = { first_seen_at: 1, last_seen_at: 1, wire_version: 3 }
  await server.services.db
    .insertInto('desk')
    .values({ id: deskId, person_id: owner.id, ...seen })
    .execute()
  const agent = testPerson()
  const ticket = businessTicket(await takeCall(server, agent))
  const { ticketId } = ticket
  const referral = { name: '王', company: '公司', phone: '1', product: 'NC', version: '6.5', organisationId }
  await server.runner.runForPerson(agent, envelope('ticket.open', { ...ticket, kind: 'referral', referral }))
  await server.runner.runForPerson(agent, envelope('ticket.attach', { ticketId, file }))
  targets.set(organisationId, { deskId, ticketId })
}
const personOf = (role: Role, organisationId: string): Person =>
  testPerson({ role, organisationKind: 'authorised', organisationId })

beforeAll(async () => {
  server = await startTestServer()
  app = buildApp(server.services)
  await app.ready()
  for (const organisationId of [ownOrganisation, otherOrganisation]) await addTarget(organisationId)
  const agent = await tokenOf('agent')
  const stored = await inject('PUT /api/v1/files/:hash/pieces/:index', ownOrganisation, agent)
  expect(stored).toBe('ok')
})
afterAll(async () => {
  await app.close()
  await server.close()
})

const tokenOf = async (role: Role): Promise<string> => {
  const person = await addPerson(server, personOf(role, ownOrganisation), randomUUID())
  return (await server.services.sessions.open(person.id, randomUUID()))?.token ?? ''
}
const inject = async (name: string, organisationId: string, token: string | null): Promise<string> => {
  const scene = scenes[name]
  const target = targets.get(organisationId)
  if (scene === undefined || target === undefined) throw new Error(`${name} has no scene`)
  const { headers, ...request } = scene.request(target)
  const response = await app.inject({
    ...request,
    headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
  })
  return response.statusCode < 300 ? 'ok' : response.json<{ failure: { code: string } }>().failure.code
}

test('every route of people has its scene, and the others are known', () => {
  const ofPeople = [...app.routeAccess].filter(([, access]) => typeof access !== 'string').map(([name]) => name)
  expect(ofPeople.filter((name) => !name.startsWith('HEAD ')).sort()).toEqual(Object.keys(scenes).sort())
  expect([...app.routeAccess].filter(([, access]) => access === 'everybody').map(([name]) => name)).toEqual([
    'GET /api/v1/health',
    'HEAD /api/v1/health',
    'POST /api/v1/session',
    'GET /r',
    'HEAD /r',
    'GET /r/',
    'HEAD /r/',
    'GET /r/:code',
    'HEAD /r/:code',
    'GET /r/assets/:name',
    'HEAD /r/assets/:name',
    'GET /r/source',
    'HEAD /r/source',
    'POST /r/closed',
  ])
})

test('a route that does not say who may use it does not start', () => {
  expect(() => buildApp(server.services).get('/api/v1/new', async () => ({}))).toThrow('GET /api/v1/new does not say')
})

const table = Object.keys(scenes).flatMap((name) => roles.map((role) => ({ name, role })))
test.each(table)('$name by $role: the role and the scope decide', async ({ name, role }) => {
  const access = app.routeAccess.get(name)
  if (access === undefined || typeof access === 'string') throw new Error(`${name} is no route of people`)
  const isAllowed = rolesFor(access.action).includes(role)
  const { foreign, seesAll = [] } = scenes[name] ?? { foreign: null }
  const answers = {
    nobody: await inject(name, ownOrganisation, null),
    own: await inject(name, ownOrganisation, await tokenOf(role)),
    other: await inject(name, otherOrganisation, await tokenOf(role)),
  }
  const other = foreign === null || seesAll.includes(role) ? 'ok' : foreign
  expect(answers).toEqual({
    nobody: 'notSignedIn',
    own: isAllowed ? 'ok' : 'notAllowed',
    other: isAllowed ? other : 'notAllowed',
  })
})
