import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { pino } from 'pino'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { customerSchema } from '#shared/domain/customer'
import { maskServiceCode, serviceCodeSchema } from '#shared/domain/service-code'
import { commandSchemas, type CommandName } from '#shared/domain/commands'
import type { BootstrapPage } from '#shared/protocol/feed'
import type { Result } from '#shared/result'
import { signInAnswerSchema } from '#shared/protocol/session'
import { wireVersion } from '#shared/protocol/version'
import { demoCodes, scenarios } from '#shared/demo/scenarios'
import { until } from '../testing/until'
import { buildApp } from './app'
import { demoPassword } from '#shared/demo/account'
import { demoAccounts, demoPersonId } from './demo/accounts'
import { organisationId } from './demo/organisations'
import { callIdOf } from './telephone/pbx-call'
import { hashServicePassword } from './identity/service-password'
import { businessTicket } from './testing/test-call'
import { envelope, signIn, type TestConsole } from './testing/test-console'
import { startTestServer, type TestServer } from './testing/test-server'

/** Values found nowhere else, so that every place that shows one is found. */
const canary = {
  code: '0599887766',
  password: '7391846205',
  guessedCode: '0588776655',
  guessedPassword: '9182736450',
  phone: '13911112222',
  callerPhone: '13922223333',
  company: '金丝雀机械',
  contact: '黄小莺',
  caller: '蓝翎雀',
  signInGuess: 'canary-guess-1',
  ctiToken: 'canary-cti-token',
}
let server: TestServer
let logged = ''
/** Everything that a person, a page or the exchange was answered or sent. */
let received = ''
const log = pino(
  { level: 'trace' },
  new Writable({
    write: (chunk, _encoding, done) => {
      logged += String(chunk)
      done()
    },
  }),
)
const tokens: string[] = []

const customer = customerSchema.parse({
  id: randomUUID(),
  name: canary.company,
  region: '',
  industry: '',
  organisationId: organisationId('north'),
  sites: [],
  contracts: [],
  contacts: [{ id: randomUUID(), name: canary.contact, title: '', phones: [canary.phone] }],
  products: [
    {
      id: randomUUID(),
      product: 'NC',
      version: '6.5',
      modules: [],
      siteId: null,
      registeredAt: 1,
      genuineness: 'genuine',
    },
  ],
})
const serviceCode = serviceCodeSchema.parse({
  id: randomUUID(),
  customerId: customer.id,
  form: 'nc10',
  validFrom: 0,
  validUntil: Date.now() + 1e10,
})

beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: canary.ctiToken, log, leaveAfterMs: 50 })
  const { services, runner } = server
  await runner.runSystem([{ name: 'customer.systemRegister', args: { customer } }])
  await services.putDocument('serviceCode', serviceCode)
  await services.db
    .insertInto('service_code_secret')
    .values({
      service_code_id: serviceCode.id,
      code: canary.code,
      password_hash: await hashServicePassword(canary.password),
    })
    .execute()
})
afterAll(() => server.close())

const request = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<string> => {
  const answer = await fetch(`${server.address}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  received += `${text}\n${JSON.stringify([...answer.headers])}\n`
  return text
}

const line = `/api/v1/cti/${canary.ctiToken}`
const voice = `/api/v1/ivr/${canary.ctiToken}`

/** Each route in good order, in disorder and with what is wrong. Named as the server lists them. */
const routes: Record<string, () => Promise<unknown>> = {
  'GET /api/v1/health': () => request('GET', '/api/v1/health'),
  'POST /api/v1/session': async () => {
    await request('POST', '/api/v1/session', { login: 'lin', password: canary.signInGuess, deskId: randomUUID() })
    await request('POST', '/api/v1/session', { login: canary.signInGuess, password: demoPassword, deskId: 7 })
    await request('POST', '/api/v1/session', `{"login":"lin","password":"${canary.signInGuess}"`)
  },
  'DELETE /api/v1/session': () =>
    request('DELETE', '/api/v1/session', undefined, { authorization: `Bearer ${'x'.repeat(43)}` }),
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
}

const roleLogins = demoAccounts.map(({ login }) => login)

/** Signs in, takes over everything there is, and says every message of the socket, well and badly. */
const walkConsole = async (login: string): Promise<{ socket: TestConsole['socket']; pages: BootstrapPage[] }> => {
  const deskId = randomUUID()
  const text = await (await signIn(server, login, demoPassword, deskId)).text()
  const { token } = signInAnswerSchema.parse(JSON.parse(text))
  tokens.push(token)
  received += text.replaceAll(token, '')
  const socket: TestConsole['socket'] = io(server.address, {
    auth: { token, deskId, wireVersion },
    transports: ['websocket'],
    reconnection: false,
  })
  socket.onAny((...heard) => {
    received += JSON.stringify(heard)
  })
  await new Promise((resolve, reject) => {
    socket.once('welcome', resolve)
    socket.once('connect_error', reject)
  })
  const pages: BootstrapPage[] = []
  for (let cursor: BootstrapPage['next'] = null; ;) {
    const answer: Result<BootstrapPage> = await socket.emitWithAck('bootstrap', { cursor, limit: 500 })
    received += JSON.stringify(answer)
    if (!answer.ok) throw new Error(answer.failure.code)
    pages.push(answer.value)
    cursor = answer.value.next
    if (cursor === null) break
  }
  for (let after = 0; ;) {
    const answer = await socket.emitWithAck('pull', { after, limit: 1000 })
    received += JSON.stringify(answer)
    if (!answer.ok) throw new Error(answer.failure.code)
    after = answer.value.upTo
    if (after >= answer.value.head) break
  }
  received += JSON.stringify(await socket.emitWithAck('presence', { ticketId: randomUUID() as never }))
  received += JSON.stringify(await socket.emitWithAck('pull', { after: canary.phone as never, limit: 1 }))
  return { socket, pages }
}

/** Every command, with args that are right where it matters and nonsense elsewhere. */
const walkCommands = async (socket: TestConsole['socket'], ticketId: string): Promise<void> => {
  const callId = callIdOf('canary')
  const good: [CommandName, Record<string, unknown>][] = [
    ['ticket.open', businessTicket(callId, { ticketId, callerName: canary.caller, callerPhone: canary.callerPhone })],
    [
      'customer.access',
      { customerId: customer.id, basis: { kind: 'call', callId }, contactId: customer.contacts[0]?.id },
    ],
    ['call.hangUp', { callId }],
    ['call.dispose', { callId, disposition: 'advised', note: canary.caller }],
  ]
  const bad = Object.keys(commandSchemas).map(
    (name) =>
      [name, { personId: canary.phone, ticketId: canary.code, text: canary.caller }] as [
        CommandName,
        Record<string, unknown>,
      ],
  )
  for (const [name, args] of [...good, ...bad]) {
    const answer = await socket.emitWithAck('push', { commands: [envelope(name, args)] })
    received += JSON.stringify(answer)
    if (good.some(([known]) => known === name) && args !== bad.find(([known]) => known === name)?.[1])
      expect([name, answer.ok && answer.value.outcomes[0]?.status]).toEqual([name, 'accepted'])
  }
}

/** Every row of every table as text, by table. */
const dump = async (): Promise<Map<string, string>> => {
  const { rows: tables } = await sql<{
    name: string
  }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(server.services.db)
  const dumped = new Map<string, string>()
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`select t::text as line from ${sql.table(name)} t`.execute(
      server.services.db,
    )
    dumped.set(name, rows.map((row) => row.line).join('\n'))
  }
  return dumped
}

test(
  'walking everything shows no password, no whole service code and, in the log, nobody',
  { timeout: 90_000 },
  async () => {
    const app = buildApp(server.services)
    await app.ready()
    const above: string[] = []
    const listed = app
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .flatMap((text) => {
        const [, tree = '', path = '', methods = ''] = /^(\W*── )(\/\S+)(?: \(([A-Z, ]+)\))?/.exec(text) ?? []
        above.splice(tree.length / 4 - 1, Number.POSITIVE_INFINITY, path)
        return methods
          .split(', ')
          .filter((method) => method !== '' && method !== 'HEAD')
          .map((method) => `${method} ${above.join('')}`)
      })
    await app.close()
    expect([...new Set(listed)].sort()).toEqual(Object.keys(routes).sort())

    await server.runner.runSystem([
      { name: 'agent.setState', args: { personId: demoPersonId('lin'), rest: { state: 'ready' } } },
    ])
    const sockets = new Map<string, Awaited<ReturnType<typeof walkConsole>>>()
    for (const name of Object.keys(routes)) await routes[name]?.()
    for (const login of roleLogins) sockets.set(login, await walkConsole(login))
    const lin = sockets.get('lin')
    if (lin === undefined) throw new Error('nobody signed in')
    const ticketId = randomUUID()
    await walkCommands(lin.socket, ticketId)
    const again = await walkConsole('lin')
    // The walk is only worth something where the canaries were really there to be seen.
    const seen = JSON.stringify(again.pages)
    for (const value of [
      canary.company,
      canary.contact,
      canary.phone,
      canary.caller,
      canary.callerPhone,
      maskServiceCode(canary.code),
    ])
      expect(seen).toContain(value)
    // A connection that breaks in the middle is where errors are logged with what they were about.
    await sql`alter table feed rename to feed_gone`.execute(server.services.db)
    received += JSON.stringify(
      await again.socket.emitWithAck('push', {
        commands: [envelope('ticket.note', { ticketId, text: canary.caller })],
      }),
    )
    received += JSON.stringify(await again.socket.emitWithAck('pull', { after: 0, limit: 10 }))
    await request('POST', line, { event: 'newCall', callId: 'broken', from: canary.phone, user: '8003' })
    await request('POST', `${voice}/verify`, {
      callId: 'broken',
      from: canary.phone,
      serviceCode: canary.code,
      password: canary.password,
    })
    await sql`alter table feed_gone rename to feed`.execute(server.services.db)
    for (const { socket } of [...sockets.values(), again]) socket.disconnect()
    await until(
      async () =>
        (
          await server.services.db
            .selectFrom('document')
            .select('id')
            .where('noun', '=', 'agent')
            .where(sql<string>`body->>'reason'`, '=', 'disconnected')
            .execute()
        ).length > 0,
    )

    const tables = await dump()
    const secrets = tables.get('service_code_secret') ?? ''
    expect(secrets).toContain(canary.code)
    tables.delete('service_code_secret')
    const everywhere = [...tables, ['received', received], ['log', logged]] as const
    // Five digits stand inside ids and instants by chance; a code would stand alone.
    const contains = (text: string, value: string): boolean =>
      value.length > 5 ? text.includes(value) : new RegExp(`(?<![0-9a-f-])${value}(?![0-9a-f-])`).test(text)
    const placesOf = (values: readonly string[], places: readonly (readonly [string, string])[]): string[] =>
      places.flatMap(([place, text]) =>
        values.filter((value) => contains(text, value)).map((value) => `${value} in ${place}`),
      )

    const passwords = [
      canary.password,
      canary.guessedPassword,
      canary.signInGuess,
      demoPassword,
      canary.ctiToken,
      ...tokens,
      ...Object.values(demoCodes).map(({ password }) => password),
    ]
    expect(placesOf(passwords, [...everywhere, ['service_code_secret', secrets]])).toEqual([])
    const codes = [canary.code, canary.guessedCode, ...Object.values(demoCodes).map(({ code }) => code)]
    expect(placesOf(codes, everywhere)).toEqual([])
    expect(logged).toContain('command failed')
    const people = [
      canary.phone,
      canary.callerPhone,
      canary.company,
      canary.contact,
      canary.caller,
      ...demoAccounts.map(({ person }) => person.name),
      ...Object.values(scenarios)
        .map(({ from }) => from.replaceAll('?', ''))
        .filter((from) => from.length > 6),
    ]
    expect(placesOf(people, [['log', logged]])).toEqual([])
  },
)
