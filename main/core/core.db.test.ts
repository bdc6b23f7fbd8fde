import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CallInput, CallName } from '#shared/ipc/contract'
import type { FromCore } from '#shared/ipc/core-messages'
import type { Result } from '#shared/result'
import { createCoreConnection } from '../../testing/core-connection'
import { createCore } from './core'
import { openDeskFile } from './replica/desk-file'
import { applyFeedPage } from './replica/apply-page'
import { openDatabase } from './replica/driver'
import { issue } from './replica/issue'
import { writeMeta } from './replica/meta'
import { openReplica, replicaFileName } from './replica/open-replica'
import { id, makePerson, makeTicket, pageOf, put, temporaryFolder, testKey } from './testing/replica-fixture'

/** No server listens there. */
const server = 'http://127.0.0.1:9'
const person = makePerson()
let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.clear())

const start = (keyHex = testKey) => {
  const heard: FromCore[] = []
  const logged: string[] = []
  const connection = createCoreConnection((message) => handle(message))
  const handle = createCore(
    (message) => {
      heard.push(message)
      connection.hear(message)
    },
    (line) => logged.push(JSON.stringify(line)),
  )
  // Some questions are wrong on purpose.
  const ask = (name: string, input: unknown): Promise<Result<unknown>> =>
    connection.ask(name as CallName, input as CallInput<CallName>)
  const open = (directory = folder.path): void => void connection.open({ directory, keyHex, server, deskId: id() })
  return { heard, logged, ask, open, close: () => connection.send({ kind: 'close' }) }
}

/** Files of a desk that was signed in, with a ticket and an unsent note. */
const leaveDesk = (): string => {
  const desk = openDeskFile(folder.path, testKey, 0)
  desk.writeSession({ serverHost: '127.0.0.1', token: 't'.repeat(40), person })
  desk.close()
  const { replica } = openReplica({ directory: folder.path, keyHex: testKey, server, person, deviceNow: Date.now })
  writeMeta(replica.db, 'cursor', 0)
  const tickets = Array.from({ length: 60 }, () => makeTicket({ ownerId: person.id }))
  applyFeedPage(
    replica,
    pageOf(
      0,
      1,
      tickets.map((ticket) => put('ticket', 1, ticket)),
    ),
  )
  issue(replica, 'ticket.note', { ticketId: tickets[0]!.id, text: '未发送的话' })
  replica.db.close()
  return join(folder.path, replicaFileName(server, person.id))
}

test('a second start works without a server and without a password', async () => {
  leaveDesk()
  const core = start()
  expect(await core.ask('session.read', null)).toEqual({ ok: true, value: { phase: 'starting' } })
  core.open()
  expect(core.heard).toContainEqual({ kind: 'opened' })
  expect(await core.ask('session.read', null)).toMatchObject({
    value: { phase: 'signedIn', person: { id: person.id } },
  })
  expect(await core.ask('sync.read', null)).toMatchObject({ value: { pending: 1, attention: 0, bootstrap: null } })
  expect(
    ((await core.ask('ticket.list', { view: 'mine', text: '', limit: 100 })) as { value: unknown[] }).value,
  ).toHaveLength(60)
  expect(await core.ask('session.signIn', { login: 'a', password: 'b' })).toMatchObject({
    ok: false,
    failure: { code: 'serverUnreachable' },
  })
  expect(await core.ask('ticket.list', { view: 'odd' })).toMatchObject({ ok: false, failure: { code: 'badInput' } })
  expect(await core.ask('constructor', null)).toMatchObject({ ok: false, failure: { code: 'badInput' } })
  core.close()
  expect(core.heard.at(-1)).toEqual({ kind: 'closed' })
  expect(core.logged.join()).not.toContain('未发送')
})

test('another key opens nothing, and the person is asked', async () => {
  leaveDesk()
  const core = start('ab'.repeat(32))
  core.open()
  expect(core.heard.at(-1)).toMatchObject({ kind: 'openFailed', failure: { code: 'vaultKeyLost' }, canSetAside: true })
  expect(await core.ask('ticket.list', { view: 'all', text: '', limit: 1 })).toMatchObject({
    ok: false,
    failure: { code: 'vaultKeyLost' },
  })
})

test('setting aside a newer file is not offered', () => {
  const path = leaveDesk()
  const db = openDatabase(path, testKey)
  db.setUserVersion(50)
  db.close()
  const core = start()
  core.open()
  expect(core.heard.at(-1)).toMatchObject({ kind: 'openFailed', failure: { code: 'replicaNewer' }, canSetAside: false })
})

test('damage found by a read is reported once, the outbox is rescued, and the desk goes on', async () => {
  const path = leaveDesk()
  const db = openDatabase(path, testKey)
  const root = db.get<{ rootpage: number }>(`select rootpage from sqlite_master where name = 'ticket_row'`)!.rootpage
  db.close()
  const bytes = readFileSync(path)
  const offset = (root - 1) * 4096 + 200
  bytes[offset] = (bytes[offset] ?? 0) ^ 4
  writeFileSync(path, bytes)
  const core = start()
  core.open()
  const read = () => core.ask('ticket.list', { view: 'all', text: '', limit: 100 })
  expect(await read()).toMatchObject({ ok: false, failure: { code: 'replicaDamaged', params: { rescued: '1' } } })
  expect(await read()).toEqual({ ok: true, value: [] })
  expect(await core.ask('sync.read', null)).toMatchObject({
    value: { pending: 1, failure: { code: 'replicaDamaged' } },
  })
  core.close()
})

/** A file system of two megabytes, where this user may mount one. */
const mountSmall = (path: string): boolean => {
  mkdirSync(path)
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path], { stdio: 'ignore' }).status === 0
}

test('on a full disk a command is refused and leaves nothing; with room again it succeeds', async () => {
  const small = join(folder.path, 'small')
  if (!mountSmall(small)) {
    process.stdout.write('NOT PROVED HERE: a really full disk, because only root may mount one\n')
    return
  }
  try {
    const desk = openDeskFile(small, testKey, 0)
    desk.writeSession({ serverHost: '127.0.0.1', token: 't'.repeat(40), person })
    desk.close()
    const { replica } = openReplica({ directory: small, keyHex: testKey, server, person, deviceNow: Date.now })
    const ticket = makeTicket({ ownerId: person.id })
    writeMeta(replica.db, 'cursor', 0)
    applyFeedPage(replica, pageOf(0, 1, [put('ticket', 1, ticket)]))
    replica.db.close()
    const core = start()
    core.open(small)
    const note = (text: string) =>
      core.ask('command.issue', { name: 'ticket.note', args: { ticketId: ticket.id, text } })
    expect(await note('一')).toMatchObject({ ok: true })
    const filler = openSync(join(small, 'filler'), 'w')
    try {
      for (;;) writeSync(filler, Buffer.alloc(4096))
    } catch {
      /* full now */
    }
    closeSync(filler)
    expect(await note('二'.repeat(9000))).toMatchObject({ ok: false, failure: { code: 'diskFull' } })
    expect(await core.ask('sync.read', null)).toMatchObject({ value: { pending: 1 } })
    expect(await core.ask('ticket.list', { view: 'all', text: '', limit: 9 })).toMatchObject({ ok: true })
    rmSync(join(small, 'filler'))
    expect(await note('二'.repeat(9000))).toMatchObject({ ok: true })
    expect(await core.ask('sync.read', null)).toMatchObject({ value: { pending: 2, failure: null } })
    core.close()
    const again = start()
    again.open(small)
    expect(await again.ask('sync.read', null)).toMatchObject({ value: { pending: 2, failure: null } })
    again.close()
  } finally {
    spawnSync('umount', [small])
  }
})
