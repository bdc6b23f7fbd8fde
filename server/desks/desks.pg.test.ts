import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { signInAnswerSchema } from '#shared/protocol/session'
import { wireVersion } from '#shared/protocol/version'
import { verifyAudit } from '../audit/chain'
import { FailureError } from '../failure-error'
import { authenticate } from '../sync/handshake'
import { addPerson, startTestServer, testPerson, type TestServer } from '../testing/test-server'
import { listedDeskSchema } from '#shared/protocol/desk'

let server: TestServer
const foreign = randomUUID()
let now = Date.now()
beforeAll(async () => {
  server = await startTestServer({ clock: () => now, offlineLeaseHours: 1, eraseAfterDays: 2 })
  await addPerson(server, testPerson(), 'lin')
  await addPerson(
    server,
    testPerson({ organisationKind: 'authorised', organisationId: foreign, role: 'consultant' }),
    'shi',
  )
  await addPerson(server, testPerson({ role: 'supervisor' }), 'sun')
  await addPerson(
    server,
    testPerson({ role: 'supervisor', organisationKind: 'authorised', organisationId: foreign }),
    'foreign-sun',
  )
  await addPerson(
    server,
    testPerson({ role: 'administrator', organisationKind: 'authorised', organisationId: randomUUID() }),
    'admin',
  )
})
afterAll(() => server.close())

const codeSchema = z.object({ failure: z.object({ code: z.string() }) })
const signIn = (login: string, deskId: string, password = 'correct horse') =>
  fetch(`${server.address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, deskId }),
  })
const tokenOf = async (login: string, deskId: string = randomUUID()): Promise<string> =>
  signInAnswerSchema.parse(await (await signIn(login, deskId)).json()).token
const request = (path: string, token: string, method = 'POST') =>
  fetch(`${server.address}/api/v1/desks${path}`, { method, headers: { authorization: `Bearer ${token}` } })
const codeOf = async (response: Response): Promise<string> =>
  response.ok ? 'ok' : codeSchema.parse(await response.json()).failure.code
const connectAs = (deskId: string, token: string): Promise<string> =>
  authenticate({ token, deskId, wireVersion }, server.services).then(
    () => 'ok',
    (error: unknown) => (error instanceof FailureError ? error.failure.code : String(error)),
  )
const listOf = async (token: string) =>
  z.object({ desks: z.array(listedDeskSchema) }).parse(await (await request('', token, 'GET')).json()).desks
/** A desk that was let in, and is written down by now. */
const connect = async (login: string): Promise<{ id: string; token: string }> => {
  const id = randomUUID()
  const token = await tokenOf(login, id)
  expect(await connectAs(id, token)).toBe('ok')
  const admin = await tokenOf('admin')
  await expect.poll(async () => (await listOf(admin)).some((desk) => desk.id === id), { timeout: 20_000 }).toBe(true)
  return { id, token }
}

test('a revoked desk loses its sessions, is refused before the password check and reports that it is erased; a restored one may sign in again', async () => {
  const desk = await connect('lin')
  const ended: string[] = []
  server.services.sessions.onRevoked((hash) => ended.push(hash))
  const admin = await tokenOf('admin')
  // Nothing is confirmed of a desk that is not revoked.
  expect((await request(`/${desk.id}/erased`, desk.token)).status).toBe(204)
  expect((await listOf(admin)).find(({ id }) => id === desk.id)).toMatchObject({ revokedAt: null, erasedAt: null })

  expect((await request(`/${desk.id}/revoke`, admin)).status).toBe(204)
  expect(ended).toHaveLength(1)
  expect(await connectAs(desk.id, desk.token)).toBe('deskRevoked')
  expect(await codeOf(await signIn('lin', desk.id))).toBe('deskRevoked')
  for (let attempt = 0; attempt < 12; attempt += 1)
    expect(await codeOf(await signIn('lin', desk.id, 'wrong'))).toBe('deskRevoked')
  expect(await codeOf(await signIn('lin', randomUUID())), 'its person may work elsewhere').toBe('ok')
  expect((await listOf(admin)).find(({ id }) => id === desk.id)).toMatchObject({
    revokedAt: now,
    refusedAt: now,
    erasedAt: null,
  })

  expect(await codeOf(await request(`/${desk.id}/erased`, 'x'.repeat(43)))).toBe('notSignedIn')
  now += 1000
  expect((await request(`/${desk.id}/erased`, desk.token)).status).toBe(204)
  expect((await listOf(admin)).find(({ id }) => id === desk.id)).toMatchObject({ erasedAt: now })

  expect((await request(`/${desk.id}/restore`, admin)).status).toBe(204)
  expect(await connectAs(desk.id, desk.token), 'the old session stays over').toBe('notSignedIn')
  expect(await codeOf(await signIn('lin', desk.id))).toBe('ok')
  const actions = (
    await server.services.db
      .selectFrom('audit')
      .select('action')
      .where('entity', '=', `desk:${desk.id}`)
      .orderBy('seq')
      .execute()
  ).map((row) => row.action)
  expect(actions).toEqual(['desk.revoke', 'desk.erased', 'desk.restore'])
  expect((await verifyAudit(server.services.db)).brokenAt).toBeNull()
})

test('administrators may revoke any desk, supervisors those of their organisation, others none', async () => {
  const [own, other] = [await connect('lin'), await connect('shi')]
  const tokens = {
    lin: own.token,
    shi: other.token,
    sun: await tokenOf('sun'),
    'foreign-sun': await tokenOf('foreign-sun'),
    admin: await tokenOf('admin'),
  }
  const seen = async (token: string): Promise<boolean[]> => {
    const ids = (await listOf(token)).map(({ id }) => id)
    return [ids.includes(own.id), ids.includes(other.id)]
  }
  expect([await seen(tokens.admin), await seen(tokens.sun), await seen(tokens['foreign-sun'])]).toEqual([
    [true, true],
    [true, false],
    [false, true],
  ])
  for (const token of [tokens.lin, tokens.shi]) {
    expect(await codeOf(await request('', token, 'GET'))).toBe('notAllowed')
    expect(await codeOf(await request(`/${own.id}/revoke`, token))).toBe('notAllowed')
  }
  expect(await codeOf(await request(`/${other.id}/revoke`, tokens.sun))).toBe('outOfScope')
  expect(await codeOf(await request(`/${own.id}/revoke`, tokens.sun))).toBe('ok')
  expect(await codeOf(await request(`/${own.id}/restore`, tokens.sun))).toBe('notAllowed')
  expect(await codeOf(await request(`/${randomUUID()}/revoke`, tokens.admin))).toBe('notFound')
  expect(await codeOf(await request('/not-an-id/revoke', tokens.admin))).toBe('badInput')
  expect(await codeOf(await request('', 'x'.repeat(43), 'GET'))).toBe('notSignedIn')
})

test('a desk that is revoked during the password check gets no session', async () => {
  const [desk, admin] = [await connect('lin'), await tokenOf('admin')]
  const { accounts } = server.services
  const check = accounts.check
  accounts.check = async (login, password) => {
    expect((await request(`/${desk.id}/revoke`, admin)).status).toBe(204)
    return check(login, password)
  }
  try {
    expect(await codeOf(await signIn('lin', desk.id))).toBe('deskRevoked')
  } finally {
    accounts.check = check
  }
})
