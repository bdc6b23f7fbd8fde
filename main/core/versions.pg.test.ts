import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommandName } from '#shared/domain/commands'
import type { Person } from '#shared/domain/person'
import type { CommandEnvelope } from '#shared/protocol/command'
import type { Change } from '#shared/protocol/feed'
import { minimumWireVersion, wireVersion } from '#shared/protocol/version'
import { until } from '../../testing/until'
import { businessTicket, takeCall } from '../../server/testing/test-call'
import { addPerson, startTestServer, testPerson, type TestServer } from '../../server/testing/test-server'
import { openDatabase } from './replica/driver'
import { temporaryFolder, testKey } from './testing/replica-fixture'
import { startTestDesk } from './testing/test-desk'
import { startVersionRelay, type Dialect } from './testing/version-relay'

/** The older wire, as it was hashed into `wire.test.ts`. */
const old = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../shared/protocol/versions/wire-1.json'), 'utf8'),
) as Record<'documents' | 'messages', Record<string, object>>
const oldSchema = (kind: 'documents' | 'messages', name: string): z.ZodType =>
  z.fromJSONSchema(old[kind][name] as never)
const oldDocuments = Object.fromEntries(Object.keys(old.documents).map((noun) => [noun, oldSchema('documents', noun)]))
const oldMessages = {
  welcome: oldSchema('messages', 'welcomeSchema'),
  changes: oldSchema('messages', 'feedPageSchema'),
  pull: oldSchema('messages', 'feedPageSchema'),
  bootstrap: oldSchema('messages', 'bootstrapPageSchema'),
  push: oldSchema('messages', 'pushAnswerSchema'),
}
const oldPush = oldSchema('messages', 'pushSchema')
/** Commands of today's console that an older server would refuse for their shape. */
const unfit: string[] = []

const without = (fields: object, ...names: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
const newCommands: readonly string[] = [
  'ticket.attach',
  'ticket.logTime',
  'ticket.attachCustomer',
  'call.decline',
  'call.note',
]
const plainCommand = (command: CommandEnvelope): Record<string, unknown> => ({
  ...without(command, 'actedAt'),
  args: without(command.args, 'before'),
})
const eachPut =
  (change: (put: Extract<Change, { kind: 'put' }>) => object) =>
  (changes: Change[]): unknown[] =>
    changes.map((one) => (one.kind === 'put' ? change(one) : one))

/** What the older server would send. */
const oldServer: Dialect = {
  welcome: (welcome) => ({ ...without(welcome, 'lease'), wireVersion: 1 }),
  changes: eachPut((put) => ({
    ...put,
    body: without(put.body, 'attachments', 'minutesSpent'),
    events: put.events.map((event) => without(event, 'actedAt')),
  })),
  answer: (command) =>
    newCommands.includes(command.name)
      ? { id: command.id, status: 'refused', failure: { code: 'unknownCommand', params: { name: command.name } } }
      : null,
  command: (command) => {
    const plain = plainCommand(command)
    if (!oldPush.safeParse({ commands: [plain] }).success) unfit.push(command.name)
    return plain
  },
}

/**
 * A newer server: more fields everywhere, a noun and a failure nobody here knows, a priority and a queue that are not
 * in today's lists.
 */
const newServer: Dialect = {
  auth: (auth) => ({ ...auth, wireVersion }),
  signedIn: (answer) => ({ ...answer, person: { ...(answer['person'] as Person), queues: ['video'] } }),
  welcome: (welcome) => ({
    ...welcome,
    wireVersion: wireVersion + 1,
    weather: 'fine',
    person: { ...(welcome['person'] as Person), queues: ['complaint', 'video'] },
  }),
  changes: (changes) => [
    ...eachPut((put) => ({
      ...put,
      more: 1,
      events: put.events.map((event) => ({ ...event, mood: 'calm' })),
      body: {
        ...put.body,
        futureField: { of: put.noun },
        ...(put.noun === 'ticket' && String(put.body['subject']).includes('明天') ? { priority: 'S' } : {}),
      },
    }))(changes),
    {
      kind: 'put',
      noun: 'visit',
      id: '00000000-0000-4000-8000-0000000000aa',
      version: 1,
      body: { at: 1 },
      events: [],
      isWhole: false,
    },
  ],
  answer: (command) =>
    command.name === 'ticket.take'
      ? { id: command.id, status: 'refused', failure: { code: 'consultantAsleep', params: {} } }
      : null,
  outcome: (outcome) => ({ ...outcome, tookMs: 3 }),
}

/** An older console: it sends less, and everything it receives must fit its schemas. */
const misunderstood: string[] = []
let understood = 0
const oldConsole: Dialect = {
  auth: (auth) => ({ ...auth, wireVersion: 1 }),
  command: plainCommand,
  heard: (name, message) => {
    if (!Object.hasOwn(oldMessages, name)) return
    const value =
      name === 'welcome' || name === 'changes' ? message : (message as { ok: boolean; value?: unknown }).value
    if (value === undefined) return
    const fits = oldMessages[name as keyof typeof oldMessages].safeParse(value)
    understood += 1
    if (!fits.success) misunderstood.push(`${name}: ${fits.error.issues[0]?.path.join('.') ?? ''}`)
    for (const change of (value as { changes?: Change[] }).changes ?? []) {
      if (change.kind === 'put' && oldDocuments[change.noun]?.safeParse(change.body).success === false)
        misunderstood.push(`${name}: ${change.noun}`)
    }
  },
}

/** A newer console. */
const newConsole: Dialect = {
  auth: (auth) => ({ ...auth, wireVersion: wireVersion + 1, locale: 'zh' }),
  command: (command) => ({
    ...command,
    battery: 0.5,
    ...(command.name === 'ticket.note' && String(command.args['text']).includes('心情')
      ? { args: { ...command.args, mood: '好' } }
      : {}),
  }),
}

/** The person's replica in a folder. */
const fileOf = (directory: string): string | null =>
  readdirSync(directory).find((name) => /^replica-[0-9a-f]+\.db$/.test(name)) ?? null

let server: TestServer
const folder = temporaryFolder()
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(async () => {
  await server.close()
  folder.clear()
})

let count = 0
const scene = async () => {
  count += 1
  const login = `v${String(count)}`
  const person: Person = await addPerson(server, testPerson({ role: 'agent' }), login)
  const ticket = businessTicket(await takeCall(server, person))
  await server.runner.runBatchForPerson(person, [{ name: 'ticket.open', args: ticket }])
  return { person, login, ticketId: ticket.ticketId, directory: join(folder.path, login), deskId: randomUUID() }
}
type Scene = Awaited<ReturnType<typeof scene>>

const open = async (dialect: Dialect, { login, directory, deskId }: Scene) => {
  const relay = await startVersionRelay(server.address, dialect)
  const desk = startTestDesk(directory, relay.address, deskId)
  await desk.value('session.signIn', { login, password: 'correct horse' })
  const settle = () =>
    until(async () => {
      const status = await desk.value('sync.read', null)
      return status.connection === 'live' && status.pending === 0 && status.bootstrap === null
    }, 'settled')
  await settle()
  return {
    desk,
    settle,
    close: async () => {
      desk.close()
      await relay.close()
    },
  }
}

/** Everything a person may do to a ticket in this version; returns the answer to each. */
const work = async ({ desk }: Awaited<ReturnType<typeof open>>, { ticketId }: Scene) => {
  const subject = (await desk.value('ticket.read', { ticketId })).ticket.subject
  const issue = (name: CommandName, args: object) => desk.value('command.issue', { name, args: { ticketId, ...args } })
  await issue('ticket.note', { text: '一' })
  await issue('ticket.edit', { changes: { subject: '改过的主题' }, before: { subject } })
  await issue('ticket.logTime', { minutes: 30, work: 'onSite', note: '' })
  await issue('ticket.attach', { file: { hash: 'f'.repeat(64), name: '照片.jpg', mediaType: 'image/jpeg', size: 9 } })
  await issue('ticket.solve', { solution: '重启' })
  await issue('ticket.note', { text: '二' })
  return ['ticket.note', 'ticket.edit', 'ticket.logTime', 'ticket.attach', 'ticket.solve', 'ticket.note']
}

const onServer = async (ticketId: string): Promise<string[]> =>
  (
    await server.services.db
      .selectFrom('event')
      .select('name')
      .where('entity_id', '=', ticketId)
      .where('command_id', 'is not', null)
      .orderBy('version')
      .execute()
  ).map(({ name }) => name)

test.each<[string, Dialect, number, string[]]>([
  [
    'today’s console, today’s server',
    {},
    0,
    ['ticket.noted', 'ticket.edited', 'ticket.timeLogged', 'ticket.attached', 'ticket.solved', 'ticket.noted'],
  ],
  [
    'today’s console, an older server',
    oldServer,
    2,
    ['ticket.noted', 'ticket.edited', 'ticket.solved', 'ticket.noted'],
  ],
  [
    'today’s console, a newer server',
    newServer,
    0,
    ['ticket.noted', 'ticket.edited', 'ticket.timeLogged', 'ticket.attached', 'ticket.solved', 'ticket.noted'],
  ],
  [
    'an older console, today’s server',
    oldConsole,
    0,
    ['ticket.noted', 'ticket.edited', 'ticket.timeLogged', 'ticket.attached', 'ticket.solved', 'ticket.noted'],
  ],
  [
    'a newer console, today’s server',
    newConsole,
    0,
    ['ticket.noted', 'ticket.edited', 'ticket.timeLogged', 'ticket.attached', 'ticket.solved', 'ticket.noted'],
  ],
])(
  '%s: every command is done, or returned with its text',
  async (_, dialect, refused, done) => {
    const here = await scene()
    const desk = await open(dialect, here)
    const issued = await work(desk, here)
    await desk.settle()
    const attention = await desk.desk.value('sync.listAttention', null)
    expect(attention).toHaveLength(refused)
    for (const { name, args } of attention)
      expect(newCommands.includes(name) && args['ticketId'] === here.ticketId).toBe(true)
    expect(await onServer(here.ticketId)).toEqual(done)
    expect(done.length + refused).toBe(issued.length)
    await until(
      async () =>
        (await desk.desk.value('ticket.read', { ticketId: here.ticketId })).timeline.every(
          ({ isPending }) => !isPending,
        ),
      'nothing waits',
    )
    await desk.close()
  },
  60_000,
)

test('an older console understands every message it receives', () => {
  expect(misunderstood).toEqual([])
  expect(understood).toBeGreaterThan(5)
})

test('an older server understands every command of today’s console', () => {
  expect(unfit).toEqual([])
})

test('what today’s console does not know of a newer server is kept, and read after an update', async () => {
  const here = await scene()
  await server.runner.runBatchForPerson(here.person, [
    { name: 'ticket.edit', args: { ticketId: here.ticketId, changes: { subject: '明天的工单' } } },
  ])
  const desk = await open(newServer, here)
  expect(await desk.desk.value('session.read', null)).toMatchObject({ person: { queues: ['complaint'] } })
  expect(await desk.desk.value('ticket.read', { ticketId: here.ticketId })).toMatchObject({
    ticket: { subject: '明天的工单', priority: 'C' },
    newer: ['ticket.priority'],
  })
  const other = businessTicket(await takeCall(server, here.person))
  await server.runner.runBatchForPerson(here.person, [{ name: 'ticket.open', args: other }])
  await until(async () => (await desk.desk.ask('ticket.read', { ticketId: other.ticketId })).ok, 'the other ticket')
  await desk.desk.value('command.issue', { name: 'ticket.take', args: { ticketId: other.ticketId } })
  const [refused] = await until(async () => {
    const items = await desk.desk.value('sync.listAttention', null)
    return items.length > 0 && items
  }, 'a refusal')
  expect(refused).toMatchObject({
    name: 'ticket.take',
    failure: { code: 'internal', params: { reference: 'consultantAsleep' } },
  })
  const file = join(here.directory, await until(() => fileOf(here.directory), 'the file'))
  await desk.close()
  const db = openDatabase(file, testKey)
  const row = db.get<{ body: string; newer: string }>(
    `select body, newer from document where noun = 'ticket' and id = ?`,
    [here.ticketId],
  )
  expect(row?.newer).toBe('["priority"]')
  expect(JSON.parse(row?.body ?? '{}')).toMatchObject({ priority: 'S', futureField: { of: 'ticket' } })
  expect(db.get(`select body from document where noun = 'visit'`)).toEqual({ body: '{"at":1}' })
  expect(
    JSON.parse(db.get<{ body: string }>(`select body from event where id = ? limit 1`, [other.ticketId])?.body ?? '{}'),
  ).toMatchObject({ mood: 'calm' })
  db.close()
}, 60_000)

test('a newer console’s unknown field is refused with an explanation, never dropped', async () => {
  const here = await scene()
  const desk = await open(newConsole, here)
  await desk.desk.value('command.issue', { name: 'ticket.note', args: { ticketId: here.ticketId, text: '客户心情好' } })
  await desk.settle()
  expect(await desk.desk.value('sync.listAttention', null)).toMatchObject([
    {
      name: 'ticket.note',
      args: { text: '客户心情好' },
      failure: { code: 'fieldsUnknown', params: { fields: 'mood' } },
    },
  ])
  await desk.close()
}, 60_000)

test('a console that is too old gets a message saying so, and keeps its data', async () => {
  const here = await scene()
  const first = await open({}, here)
  await first.close()
  const relay = await startVersionRelay(server.address, {
    auth: (auth) => ({ ...auth, wireVersion: minimumWireVersion - 1 }),
  })
  const desk = startTestDesk(here.directory, relay.address, here.deskId)
  await desk.value('command.issue', { name: 'ticket.note', args: { ticketId: here.ticketId, text: '还在' } })
  await until(async () => (await desk.value('sync.read', null)).connection !== 'live', 'not live')
  expect((await desk.value('sync.read', null)).pending).toBe(1)
  expect((await desk.value('ticket.read', { ticketId: here.ticketId })).timeline.at(-1)).toMatchObject({
    isPending: true,
    data: { text: '还在' },
  })
  desk.close()
  await relay.close()
}, 60_000)
