import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInAnswerSchema } from '#shared/protocol/session'
import { signIn } from '../testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../testing/test-server'

let server: TestServer
let now = Date.now()
beforeAll(async () => {
  server = await startTestServer({ clock: () => now })
  await addPerson(server, testPerson(), 'li')
})
afterAll(() => server.close())

const failureOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { failure: { code: string } }).failure.code

describe('signing in', () => {
  test('returns a token of which only the hash is stored, and signing out revokes it', async () => {
    const answer = signInAnswerSchema.parse(await (await signIn(server, ' LI ')).json())
    expect(answer.token).toHaveLength(43)
    expect(answer.serverId).toBe(server.services.serverId)
    const rows = await server.services.db.selectFrom('session').select('token_hash').execute()
    expect(JSON.stringify(rows)).not.toContain(answer.token)
    const leave = () =>
      fetch(`${server.address}/api/v1/session`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${answer.token}` },
      })
    expect((await leave()).status).toBe(204)
    expect((await leave()).status).toBe(401)
  })

  test('a session ends after a day', async () => {
    const { token } = signInAnswerSchema.parse(await (await signIn(server, 'li')).json())
    expect(await server.services.sessions.find(token)).not.toBeNull()
    now += 24 * 3_600_000
    expect(await server.services.sessions.find(token)).toBeNull()
  })

  test('a session that connects in its second half is prolonged to a full day, an expired one is not', async () => {
    const { sessions } = server.services
    const { token } = signInAnswerSchema.parse(await (await signIn(server, 'li')).json())
    const connect = async (): Promise<number | null> => {
      const session = await sessions.find(token)
      return session === null ? null : (await sessions.prolong(session)).expiresAt - now
    }
    now += 11 * 3_600_000
    expect(await connect()).toBe(13 * 3_600_000)
    now += 12 * 3_600_000
    expect(await connect()).toBe(24 * 3_600_000)
    now += 23 * 3_600_000
    const known = await sessions.find(token)
    if (known === null) throw new Error('it was prolonged')
    await sessions.revoke(token)
    expect((await sessions.prolong(known)).expiresAt).toBe(known.expiresAt)
    expect(await connect()).toBeNull()
    expect((await sessions.findActive([known.tokenHash])).size).toBe(0)
  })

  test('an unknown login and a wrong password get the same answer and count the same', async () => {
    await addPerson(server, testPerson(), 'zhao')
    for (const login of ['zhao', 'nobody']) {
      for (let attempt = 0; attempt < 8; attempt += 1) {
        const answer = await signIn(server, login, 'wrong')
        expect([answer.status, await failureOf(answer)]).toEqual([401, 'wrongCredentials'])
      }
      const locked = await signIn(server, login)
      expect([locked.status, await failureOf(locked)]).toEqual([429, 'tooManyAttempts'])
    }
    expect((await signIn(server, 'li')).status).toBe(200)
    now += 16 * 60_000
    expect((await signIn(server, 'zhao')).status).toBe(200)
  })

  test('concurrent attempts cannot exceed the budget', async () => {
    await addPerson(server, testPerson(), 'many')
    const tries = await Promise.all(
      Array.from({ length: 20 }, async () => (await signIn(server, 'many', 'wrong')).status),
    )
    expect(tries.filter((status) => status === 401)).toHaveLength(8)
    for (let attempt = 0; attempt < 60; attempt += 1) expect((await signIn(server, 'many')).status).toBe(429)
    // Whoever keeps trying a locked login locks out nobody else behind the same address.
    expect((await signIn(server, 'li')).status).toBe(200)
    now += 16 * 60_000
    expect((await signIn(server, 'many')).status).toBe(200)
  })

  test('many successful sign-ins from one address cause no lock', async () => {
    const tries: number[] = []
    for (let attempt = 0; attempt < 62; attempt += 1) tries.push((await signIn(server, 'many')).status)
    expect(new Set(tries)).toEqual(new Set([200]))
  })

  test('one address cannot try all logins', async () => {
    const tries: number[] = []
    for (let attempt = 0; attempt < 62; attempt += 1)
      tries.push((await signIn(server, `login-${attempt}`, 'wrong')).status)
    expect(tries.slice(0, 40).every((status) => status === 401)).toBe(true)
    expect(tries.at(-1)).toBe(429)
    now += 16 * 60_000
  })

  test('behind a reverse proxy each address has its own budget, and none that a stranger makes up', async () => {
    const from = async (forwarded: string, login: string, password = 'wrong'): Promise<number> =>
      (await signIn(server, login, password, undefined, { 'x-forwarded-for': forwarded })).status
    for (let attempt = 0; attempt < 60; attempt += 1)
      expect(await from(`10.0.0.${attempt}, 203.0.113.9`, `nobody-${attempt}`)).toBe(401)
    expect(await from('203.0.113.9', 'li', 'correct horse')).toBe(429)
    expect(await from('203.0.113.10', 'li', 'correct horse')).toBe(200)
    now += 16 * 60_000
  })
})

describe('refused HTTP requests', () => {
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${server.address}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })

  test('a large body, broken JSON, a wrong shape, an unknown route', async () => {
    const large = await post('/api/v1/session', JSON.stringify({ login: 'x'.repeat(300_000) }))
    expect([large.status, await failureOf(large)]).toEqual([413, 'tooLarge'])
    expect((await post('/api/v1/session', '{')).status).toBe(400)
    const shape = await post('/api/v1/session', JSON.stringify({ login: 'li', password: 7, deskId: randomUUID() }))
    expect([shape.status, await failureOf(shape)]).toEqual([400, 'badInput'])
    const unknown = await fetch(`${server.address}/nothing/${'x'.repeat(3000)}`)
    expect([unknown.status, await failureOf(unknown)]).toEqual([404, 'notFound'])
  })

  test('an import without a session, and by an agent', async () => {
    expect((await post('/api/v1/articles/import', '{"articles":[]}')).status).toBe(401)
    const { token } = signInAnswerSchema.parse(await (await signIn(server, 'li')).json())
    expect(
      (await post('/api/v1/articles/import', '{"articles":[]}', { authorization: `Bearer ${token}` })).status,
    ).toBe(403)
  })
})
