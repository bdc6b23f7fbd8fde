import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { TicketId } from '#shared/ids'
import { dayMs, hourMs } from '#shared/domain/time'
import { until } from '../../../testing/until'
import { addPerson, startTestServer, testPerson, type TestServer } from '../../../server/testing/test-server'
import { businessTicket, takeCall } from '../../../server/testing/test-call'
import type { MachineClocks } from '../clock/desk-clock'
import { openDatabase } from '../replica/driver'
import { startCuttingProxy } from '../testing/cutting-proxy'
import { temporaryFolder, testKey } from '../testing/replica-fixture'
import { startTestDesk } from '../testing/test-desk'

/** A machine whose hours pass at once; server and desk share the true time, the desk's time of day may be wrong. */
const time = { ahead: 0, skew: 0, slept: 0 }
const truth = (): number => Date.now() + time.ahead
const booted = truth()
const clocks: MachineClocks = {
  wall: () => truth() + time.skew,
  monotonic: () => truth() - booted - time.slept,
  uptime: () => truth() - booted,
}

let server: TestServer
let line: Awaited<ReturnType<typeof startCuttingProxy>>
const folder = temporaryFolder()

beforeAll(async () => {
  server = await startTestServer({ clock: truth, offlineLeaseHours: 72, eraseAfterDays: 14 })
  line = await startCuttingProxy(server.port)
})
afterAll(async () => {
  line.close()
  await server.close()
  folder.clear()
})

type TestDesk = ReturnType<typeof startTestDesk>
const phaseOf = async (desk: TestDesk): Promise<string> => (await desk.value('session.read', null)).phase
const isLive = (desk: TestDesk) => async (): Promise<boolean> => {
  const status = await desk.value('sync.read', null)
  return status.connection === 'live' && status.pending === 0
}
const filesIn = (directory: string): string[] => readdirSync(directory).filter((name) => /^(replica|files)-/.test(name))

/** A desk with an own ticket, gone offline with one note that waits. */
const startOffline = async (name: string) => {
  line.mend()
  const agent = await addPerson(server, testPerson({ extension: '801' }), name)
  const callId = await takeCall(server, agent)
  const directory = `${folder.path}/${name}`
  const deskId = randomUUID()
  const start = (): TestDesk => startTestDesk(directory, line.address, deskId, clocks)
  const desk = start()
  await desk.value('session.signIn', { login: name, password: 'correct horse' })
  await until(isLive(desk), 'live')
  const ticketId = randomUUID() as TicketId
  await desk.value('command.issue', { name: 'ticket.open', args: { ...businessTicket(callId), ticketId } })
  await until(isLive(desk), 'sent')
  line.cut()
  await until(async () => (await desk.value('sync.read', null)).connection === 'offline', 'offline')
  const actedAt = truth()
  await desk.value('command.issue', { name: 'ticket.note', args: { ticketId, text: '机房里写的' } })
  const arrived = async (): Promise<number | null> => {
    const row = await server.services.db
      .selectFrom('event')
      .select('acted_at')
      .where('entity_id', '=', ticketId)
      .where('name', '=', 'ticket.noted')
      .executeTakeFirst()
    return row === undefined ? null : Number(row.acted_at) - actedAt
  }
  const password = { login: name, password: 'correct horse' }
  return { agent, desk, start, directory, deskId, ticketId, arrived, password }
}

test('three days offline lock the copy; a welcome unlocks it, and waiting commands keep their time', async () => {
  const { desk, agent, ticketId, arrived } = await startOffline('lock')
  time.ahead += 71 * hourMs
  time.skew = -2 * dayMs
  desk.send({ kind: 'resume' })
  expect(await phaseOf(desk), 'an hour is left').toBe('signedIn')
  time.ahead += 2 * hourMs
  time.slept += 2 * hourMs
  desk.send({ kind: 'resume' })
  expect(await desk.value('session.read', null)).toMatchObject({
    phase: 'locked',
    person: { id: agent.id },
    offlineHours: 72,
    waiting: 1,
  })
  expect(await desk.ask('ticket.read', { ticketId })).toMatchObject({
    ok: false,
    failure: { code: 'leaseEnded', params: { hours: '72' } },
  })
  expect(await desk.ask('command.issue', { name: 'ticket.note', args: { ticketId, text: '不行' } })).toMatchObject({
    ok: false,
    failure: { code: 'leaseEnded' },
  })
  // The server's session has expired too, unless it is given a running one.
  await server.services.db
    .updateTable('session')
    .set({ expires_at: truth() + hourMs })
    .where('person_id', '=', agent.id)
    .execute()
  line.mend()
  desk.send({ kind: 'resume' })
  await until(async () => (await phaseOf(desk)) === 'signedIn', 'unlocked by contact')
  await until(isLive(desk), 'live again')
  const late = await until(async () => {
    const ms = await arrived()
    return ms === null ? null : { ms }
  }, 'the note')
  expect(Math.abs(late.ms)).toBeLessThan(60_000)
  time.skew = 0
  desk.close()
})

test('locked at a start with the clock set back; a sign-in opens it where the session is over', async () => {
  const { desk, start, arrived, agent, password } = await startOffline('again')
  time.ahead += 73 * hourMs
  desk.send({ kind: 'resume' })
  expect(await phaseOf(desk)).toBe('locked')
  desk.close()
  time.skew = -10 * dayMs
  const next = start()
  expect(await next.value('session.read', null)).toMatchObject({ phase: 'locked', waiting: 1 })
  expect(await next.ask('session.signIn', password)).toMatchObject({
    ok: false,
    failure: { code: 'serverUnreachable' },
  })
  expect(await phaseOf(next)).toBe('locked')
  line.mend()
  next.send({ kind: 'resume' })
  expect(await next.value('session.signIn', password)).toMatchObject({ phase: 'signedIn', person: { id: agent.id } })
  await until(async () => (await arrived()) !== null, 'the note')
  time.skew = 0
  next.close()
})

test('two weeks later the copy is erased and unsent commands are kept; they are sent after a sign-in', async () => {
  const { desk, start, directory, arrived, password } = await startOffline('erased')
  time.ahead += 73 * hourMs
  desk.send({ kind: 'resume' })
  expect(await phaseOf(desk)).toBe('locked')
  expect(filesIn(directory)).not.toEqual([])
  time.ahead += 14 * dayMs
  desk.send({ kind: 'resume' })
  const expected = { phase: 'signedOut', notice: { code: 'replicaErased', params: { count: '1' } }, waiting: 1 }
  expect(await desk.value('session.read', null)).toEqual(expected)
  expect(filesIn(directory)).toEqual([])
  desk.close()
  const next = start()
  expect(await next.value('session.read', null)).toEqual(expected)
  line.mend()
  await next.value('session.signIn', password)
  await until(async () => (await arrived()) !== null, 'the note')
  await until(isLive(next), 'live')
  expect((await next.value('sync.read', null)).failure).toBeNull()
  next.close()
})

test('a start after that time erases the copy before opening anything', async () => {
  const { desk, start, directory } = await startOffline('late')
  desk.close()
  time.ahead += 20 * dayMs
  const next = start()
  expect(await next.value('session.read', null)).toMatchObject({
    phase: 'signedOut',
    notice: { code: 'replicaErased' },
    waiting: 1,
  })
  expect(filesIn(directory)).toEqual([])
  next.close()
  line.mend()
})

test('a copy that cannot be erased does not stop other copies from being locked, and stays closed', async () => {
  const { desk, start, directory, password } = await startOffline('stuck')
  line.mend()
  await addPerson(server, testPerson(), 'newer')
  const [mine] = filesIn(directory).filter((name) => name.startsWith('replica-') && name.endsWith('.db'))
  await desk.value('session.signIn', { login: 'newer', password: 'correct horse' })
  await until(isLive(desk), 'live')
  await desk.value('session.signOut', null)
  desk.close()
  const other = filesIn(directory).find((name) => name.startsWith('replica-') && name.endsWith('.db') && name !== mine)!
  const newer = openDatabase(`${directory}/${other}`, testKey)
  newer.setUserVersion(99)
  newer.close()
  time.ahead += 15 * dayMs
  let next = start()
  await next.value('session.signIn', password)
  await until(isLive(next), 'live')
  line.cut()
  time.ahead += 73 * hourMs
  next.send({ kind: 'resume' })
  expect(await phaseOf(next)).toBe('locked')
  time.ahead += 15 * dayMs
  next.close()
  next = start()
  expect(await next.value('session.read', null)).toMatchObject({
    phase: 'signedOut',
    notice: { code: 'replicaErased' },
  })
  expect(filesIn(directory).filter((name) => name.startsWith('replica-') && name.endsWith('.db'))).toEqual([other])
  next.close()
  line.mend()
})

const adminToken = async (): Promise<string> => {
  const login = `admin-${randomUUID()}`
  await addPerson(server, testPerson({ role: 'administrator' }), login)
  const answer = await fetch(`${server.address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: 'correct horse', deskId: randomUUID() }),
  })
  return z.object({ token: z.string() }).parse(await answer.json()).token
}
const isErased = (deskId: string) => async (): Promise<boolean> =>
  (await server.services.db.selectFrom('desk').select('erased_at').where('id', '=', deskId).executeTakeFirst())
    ?.erased_at !== null
const revoke = async (deskId: string, act = 'revoke'): Promise<void> => {
  const answer = await fetch(`${server.address}/api/v1/desks/${deskId}/${act}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await adminToken()}` },
  })
  expect(answer.status).toBe(204)
}

test('revoked while live: everything is erased at once, and the server gets a confirmation', async () => {
  const { desk, directory, deskId, password } = await startOffline('live')
  line.mend()
  desk.send({ kind: 'resume' })
  await until(isLive(desk), 'live')
  await revoke(deskId)
  await until(() => desk.heard.some(({ kind }) => kind === 'erased'), 'erased')
  expect(readdirSync(directory)).toEqual([])
  expect(
    desk.heard.filter((message) => message.kind === 'event' && message.name === 'session.changed').at(-1),
  ).toMatchObject({ body: { phase: 'signedOut', notice: { code: 'deskRevoked' }, waiting: 0 } })
  await until(isErased(deskId), 'confirmed')
  // The main process opens it again with a new key, and the same id: it stays revoked until an administrator says
  // otherwise.
  const again = startTestDesk(directory, line.address, deskId, clocks)
  expect(await again.ask('session.signIn', password)).toMatchObject({ ok: false, failure: { code: 'deskRevoked' } })
  await revoke(deskId, 'restore')
  const restored = startTestDesk(directory, line.address, deskId, clocks)
  expect(await restored.value('session.signIn', password)).toMatchObject({ phase: 'signedIn' })
  restored.close()
})

test.each(['open', 'locked'])('revoked while offline and %s: the next contact erases everything', async (phase) => {
  const { desk, directory, deskId } = await startOffline(`away-${phase}`)
  await until(
    async () =>
      (await server.services.db.selectFrom('desk').select('id').where('id', '=', deskId).executeTakeFirst()) !==
      undefined,
    'known',
  )
  await revoke(deskId)
  if (phase === 'locked') time.ahead += 80 * hourMs
  desk.send({ kind: 'resume' })
  expect(await phaseOf(desk)).toBe(phase === 'open' ? 'signedIn' : 'locked')
  line.mend()
  desk.send({ kind: 'resume' })
  await until(() => desk.heard.some(({ kind }) => kind === 'erased'), 'erased')
  expect(readdirSync(directory)).toEqual([])
  await until(isErased(deskId), 'confirmed')
})

test('revoked after its session expired: starting the signed-out desk is enough to erase it', async () => {
  const { desk, start, directory, deskId } = await startOffline('out')
  await until(
    async () =>
      (await server.services.db.selectFrom('desk').select('id').where('id', '=', deskId).executeTakeFirst()) !==
      undefined,
    'known',
  )
  await desk.value('session.signOut', null)
  desk.close()
  expect(filesIn(directory)).not.toEqual([])
  await revoke(deskId)
  line.mend()
  const next = start()
  await until(() => next.heard.some(({ kind }) => kind === 'erased'), 'erased')
  expect(readdirSync(directory)).toEqual([])
})

test('a desk that is closed while a password is being checked signs nobody in and keeps no session', async () => {
  const agent = await addPerson(server, testPerson(), 'closing')
  const desk = startTestDesk(`${folder.path}/closing`, line.address, randomUUID(), clocks)
  const { accounts } = server.services
  const check = accounts.check
  accounts.check = async (login, password) => {
    desk.close()
    return check(login, password)
  }
  try {
    expect(await desk.ask('session.signIn', { login: 'closing', password: 'correct horse' })).toMatchObject({
      ok: false,
      failure: { code: 'notSignedIn' },
    })
  } finally {
    accounts.check = check
  }
  const sessions = await server.services.db
    .selectFrom('session')
    .select('revoked_at')
    .where('person_id', '=', agent.id)
    .execute()
  expect(sessions.map((session) => session.revoked_at !== null)).toEqual([true])
})
