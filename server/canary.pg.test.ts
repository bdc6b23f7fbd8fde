import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { maskServiceCode } from '#shared/domain/service-code'
import { demoPassword } from '#shared/demo/account'
import { demoCodes, scenarios } from '#shared/demo/scenarios'
import { buildApp } from './app'
import { demoAccounts, demoPersonId } from './demo/accounts'
import { hashServicePassword } from './identity/verify-service-code'
import { walkCommands, walkConsole, type WalkedConsole } from './testing/canary/console-walk'
import { line, listRoutes, routesWith, voice, type Request } from './testing/canary/routes'
import { canary, customer, serviceCode } from './testing/canary/values'
import { until } from '../testing/until'
import { envelope } from './testing/test-console'
import { startTestServer, type TestServer } from './testing/test-server'

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

const hear = (text: string): void => {
  received += text
}
const request: Request = async (method, path, body, headers = {}) => {
  const answer = await fetch(`${server.address}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  hear(`${text}\n${JSON.stringify([...answer.headers])}\n`)
  return text
}

const routes = routesWith(request)

const walk = async (login: string): Promise<WalkedConsole> => {
  const walked = await walkConsole(server, login, hear)
  tokens.push(walked.token)
  return walked
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
    const listed = listRoutes(app)
    await app.close()
    expect(listed).toEqual(Object.keys(routes).sort())

    await server.runner.runSystem([
      { name: 'agent.setState', args: { personId: demoPersonId('lin'), rest: { state: 'ready' } } },
    ])
    const sockets = new Map<string, WalkedConsole>()
    for (const name of Object.keys(routes)) await routes[name]?.()
    for (const { login } of demoAccounts) sockets.set(login, await walk(login))
    const lin = sockets.get('lin')
    if (lin === undefined) throw new Error('nobody signed in')
    const ticketId = randomUUID()
    expect(await walkCommands(lin.socket, ticketId, hear)).toEqual([
      ['ticket.open', 'accepted'],
      ['customer.access', 'accepted'],
      ['ticket.revealPhone', 'accepted'],
      ['call.revealPhone', 'accepted'],
      ['call.hangUp', 'accepted'],
      ['call.dispose', 'accepted'],
    ])
    const again = await walk('lin')
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
    hear(
      JSON.stringify(
        await again.socket.emitWithAck('push', {
          commands: [envelope('ticket.note', { ticketId, text: canary.caller })],
        }),
      ),
    )
    hear(JSON.stringify(await again.socket.emitWithAck('pull', { after: 0, limit: 10 })))
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
    expect(placesOf([canary.phone, canary.callerPhone], [['audit', tables.get('audit') ?? '']])).toEqual([])
  },
)
