import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FileHash } from '#shared/domain/attachment'
import type { Person } from '#shared/domain/person'
import type { TicketId } from '#shared/ids'
import { until } from '../../../testing/until'
import { authorised, businessTicket, referralTo, takeCall } from '../../../server/testing/test-call'
import { envelope } from '../../../server/testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../../../server/testing/test-server'
import { startCuttingProxy } from '../testing/cutting-proxy'
import { temporaryFolder } from '../testing/replica-fixture'
import { startTestDesk } from '../testing/test-desk'

let server: TestServer
let proxy: Awaited<ReturnType<typeof startCuttingProxy>>
const folder = temporaryFolder()
beforeAll(async () => {
  server = await startTestServer()
  proxy = await startCuttingProxy(server.port)
})
afterAll(async () => {
  proxy.close()
  await server.close()
  folder.clear()
})

type Desk = ReturnType<typeof startTestDesk>
const hashOf = (bytes: Uint8Array): FileHash => createHash('sha256').update(bytes).digest('hex') as FileHash
const photo = (size = 700_000): Uint8Array => new Uint8Array(randomBytes(size))
const isLive = async (desk: Desk): Promise<boolean> => (await desk.value('sync.read', null)).connection === 'live'
const login = async (desk: Desk, name: string): Promise<void> => {
  await desk.value('session.signIn', { login: name, password: 'correct horse' })
  await until(() => isLive(desk), 'live')
}
const openTicket = async (agent: Person): Promise<TicketId> => {
  const ticket = businessTicket(await takeCall(server, agent))
  expect(await server.runner.runForPerson(agent, envelope('ticket.open', ticket))).toMatchObject({ status: 'accepted' })
  return ticket.ticketId as TicketId
}
const hasTicket = (desk: Desk, ticketId: TicketId) =>
  until(async () => (await desk.ask('ticket.read', { ticketId })).ok, 'the ticket')
const storedCount = async (desk: Desk, ticketId: TicketId): Promise<number> => {
  const read = await desk.ask('ticket.read', { ticketId })
  return read.ok ? (read.value.ticket.attachments ?? []).filter((file) => file.isStored).length : 0
}
const add = (desk: Desk, ticketId: TicketId, bytes: Uint8Array, name = '现场照片.jpg') =>
  desk.value('attachment.add', { ticketId, name, mediaType: 'image/jpeg', bytes })
/** Comparing large arrays item by item takes seconds. */
const hashRead = async (desk: Desk, ticketId: TicketId, bytes: Uint8Array): Promise<FileHash> =>
  hashOf((await desk.value('attachment.read', { ticketId, hash: hashOf(bytes) })).bytes)

test('three photographs added offline arrive at a colleague’s desk byte for byte', async () => {
  const agent = await addPerson(server, testPerson(), 'files1')
  await addPerson(server, testPerson(), 'files2')
  const ticketId = await openTicket(agent)
  const desk = startTestDesk(join(folder.path, 'a'), proxy.address, randomUUID())
  const other = startTestDesk(join(folder.path, 'b'), server.address, randomUUID())
  await login(desk, 'files1')
  await login(other, 'files2')
  await hasTicket(desk, ticketId)
  proxy.cut()
  await until(async () => (await desk.value('sync.read', null)).connection === 'offline', 'offline')
  const photos = [photo(), photo(), photo(1)]
  for (const bytes of photos) expect(await add(desk, ticketId, bytes)).toEqual({ hash: hashOf(bytes) })
  const offline = await desk.value('ticket.read', { ticketId })
  expect(Object.values(offline.files).map((file) => file.state)).toEqual(['here', 'here', 'here'])
  expect((await desk.value('sync.read', null)).uploads).toEqual({ files: 3, leftBytes: 1_400_001 })
  expect(await hashRead(desk, ticketId, photos[0]!)).toBe(hashOf(photos[0]!))
  expect(await other.ask('attachment.read', { ticketId, hash: hashOf(photos[0]!) })).toMatchObject({
    ok: false,
    failure: { code: 'notFound' },
  })

  proxy.mend()
  desk.send({ kind: 'resume' })
  await until(async () => (await storedCount(other, ticketId)) === 3, 'all three stored')
  for (const bytes of photos) expect(await hashRead(other, ticketId, bytes)).toBe(hashOf(bytes))
  expect(await other.value('attachment.read', { ticketId, hash: hashOf(photos[2]!) })).toEqual({
    bytes: photos[2],
    name: '现场照片.jpg',
    mediaType: 'image/jpeg',
  })
  await until(async () => (await desk.value('sync.read', null)).uploads.files === 0, 'nothing left to send')
  expect(desk.heard.some((message) => message.kind === 'event' && message.name === 'file.moved')).toBe(true)
  expect(proxy.pieces).toHaveLength(7)

  // Neither its content nor its name is readable on either disk.
  for (const each of ['a', 'b']) {
    for (const name of readdirSync(join(folder.path, each))) {
      const disk = readFileSync(join(folder.path, each, name))
      for (const canary of [
        Buffer.from(photos[0]!.subarray(1000, 1032)),
        Buffer.from('现场照片'),
        Buffer.from(hashOf(photos[0]!)),
      ])
        expect(disk.includes(canary)).toBe(false)
    }
  }
  desk.close()
  other.close()
})

test('a cut upload resumes, even after a restart; a file on two tickets is uploaded once', async () => {
  const agent = await addPerson(server, testPerson(), 'files3')
  const tickets = [await openTicket(agent), await openTicket(agent)] as const
  const deskId = randomUUID()
  let desk = startTestDesk(join(folder.path, 'c'), proxy.address, deskId)
  await login(desk, 'files3')
  for (const ticketId of tickets) await hasTicket(desk, ticketId)
  proxy.pieces.length = 0
  proxy.cut()
  await until(async () => (await desk.value('sync.read', null)).connection === 'offline', 'offline')
  const bytes = photo(2_000_000)
  for (const ticketId of tickets) await add(desk, ticketId, bytes)
  expect((await desk.value('sync.read', null)).uploads.files).toBe(1)

  proxy.mend()
  proxy.cutBeforePiece(4)
  desk.send({ kind: 'resume' })
  await until(
    async () => proxy.pieces.length === 3 && (await desk.value('sync.read', null)).connection === 'offline',
    'cut after three pieces',
  )
  desk.close()
  desk = startTestDesk(join(folder.path, 'c'), proxy.address, deskId)
  expect((await desk.value('sync.read', null)).uploads.files).toBe(1)
  proxy.mend()
  desk.send({ kind: 'resume' })
  for (const ticketId of tickets)
    await until(async () => (await storedCount(desk, ticketId)) === 1, 'stored on both tickets')
  expect(new Set(proxy.pieces).size).toBe(8)
  // The answer to the piece in transit at the cut may be lost; no other piece is sent twice.
  expect(proxy.pieces.length).toBeLessThanOrEqual(9)
  desk.close()
})

test('prefetching fetches the files, reports its progress and lists what is missing', async () => {
  const agent = await addPerson(server, testPerson(), 'files4')
  const colleague = await addPerson(server, testPerson(), 'files5')
  const ticketId = await openTicket(colleague)
  const desk = startTestDesk(join(folder.path, 'd'), server.address, randomUUID())
  const other = startTestDesk(join(folder.path, 'e'), proxy.address, randomUUID())
  await login(desk, 'files5')
  await login(other, 'files4')
  await hasTicket(desk, ticketId)
  const photos = [photo(), photo()]
  for (const bytes of photos) await add(desk, ticketId, bytes)
  await server.runner.runForPerson(agent, envelope('ticket.take', { ticketId }))
  await until(async () => (await storedCount(other, ticketId)) === 2, 'stored')
  const before = await until(async () => {
    const state = await other.value('prefetch.read', null)
    return state.tickets.length === 1 && state
  }, 'mine')
  expect(before).toMatchObject({
    filesBytes: 0,
    fetching: null,
    tickets: [{ ticketId, files: 2, filesHere: 0, missingBytes: 1_400_000 }],
  })
  expect(before.documents.find(({ noun }) => noun === 'ticket')?.count).toBeGreaterThan(0)
  expect(before.replicaBytes).toBeGreaterThan(10_000)
  expect(before.asOf).not.toBeNull()
  expect(await other.value('prefetch.start', null)).toMatchObject({ fetching: { doneBytes: 0, totalBytes: 1_400_000 } })
  await until(async () => (await other.value('prefetch.read', null)).fetching === null, 'fetched')
  expect(await other.value('prefetch.read', null)).toMatchObject({
    filesBytes: 1_400_000,
    tickets: [{ filesHere: 2, missingBytes: 0 }],
  })
  expect(other.heard.some((message) => message.kind === 'event' && message.name === 'prefetch.changed')).toBe(true)
  proxy.cut()
  await until(async () => (await other.value('sync.read', null)).connection === 'offline', 'offline')
  for (const bytes of photos) expect(await hashRead(other, ticketId, bytes)).toBe(hashOf(bytes))
  proxy.mend()
  desk.close()
  other.close()
})

test('a file that was damaged in transit is refused and sent again until it is whole', async () => {
  const agent = await addPerson(server, testPerson(), 'files6')
  const ticketId = await openTicket(agent)
  const desk = startTestDesk(join(folder.path, 'f'), proxy.address, randomUUID())
  await login(desk, 'files6')
  await hasTicket(desk, ticketId)
  const bytes = photo(600_000)
  const hash = hashOf(bytes)
  const file = { hash, name: 'a', mediaType: 'image/png', size: 600_000 }
  await server.runner.runForPerson(agent, envelope('ticket.attach', { ticketId, file }))
  const spoilt = {
    hash,
    size: file.size,
    media_type: 'image/png',
    is_stored: false,
    person_id: agent.id,
    created_at: 1,
    touched_at: Date.now(),
  }
  await server.services.db.insertInto('file').values(spoilt).execute()
  await server.services.db
    .insertInto('file_piece')
    .values({ hash, size: file.size, index: 0, bytes: Buffer.alloc(262_144) })
    .execute()
  proxy.pieces.length = 0
  await add(desk, ticketId, bytes)
  await until(async () => (await storedCount(desk, ticketId)) === 1, 'stored')
  expect(proxy.pieces.map((piece) => Number(piece.split('/').at(-1)))).toEqual([1, 2, 0, 1, 2])
  expect(
    await server.services.db
      .selectFrom('audit')
      .select(['outcome'])
      .where('action', '=', 'file.send')
      .where('person_id', '=', agent.id)
      .orderBy('seq')
      .execute(),
  ).toEqual([{ outcome: 'fileDamaged' }, { outcome: 'accepted' }])
  desk.close()
})

test('a person who may no longer see a ticket keeps none of its fetched files', async () => {
  const organisation = authorised()
  await server.services.putDocument('organisation', organisation as never)
  const agent = await addPerson(server, testPerson(), 'files7')
  const local = await addPerson(
    server,
    testPerson({ organisationKind: 'authorised', organisationId: organisation.id, role: 'consultant' }),
    'files8',
  )
  const ticket = businessTicket(await takeCall(server, agent), {
    kind: 'referral',
    referral: referralTo(organisation.id),
  })
  expect(await server.runner.runForPerson(agent, envelope('ticket.open', ticket))).toMatchObject({ status: 'accepted' })
  const ticketId = ticket.ticketId as TicketId
  const desk = startTestDesk(join(folder.path, 'g'), server.address, randomUUID())
  const other = startTestDesk(join(folder.path, 'h'), server.address, randomUUID())
  await login(desk, 'files7')
  await login(other, 'files8')
  await hasTicket(desk, ticketId)
  const bytes = photo()
  await add(desk, ticketId, bytes)
  await until(async () => (await storedCount(other, ticketId)) === 1, 'stored')
  expect(await hashRead(other, ticketId, bytes)).toBe(hashOf(bytes))
  expect((await other.value('prefetch.read', null)).filesBytes).toBe(700_000)
  await server.services.putDocument('person', { ...local, organisationId: randomUUID() as never })
  await until(async () => (await other.value('prefetch.read', null)).filesBytes === 0, 'the file is gone')
  expect(await other.ask('attachment.read', { ticketId, hash: hashOf(bytes) })).toMatchObject({
    ok: false,
    failure: { code: 'notFound' },
  })
  desk.close()
  other.close()
})

test('files that a restored server no longer has are sent again', async () => {
  const agent = await addPerson(server, testPerson(), 'files9')
  const ticketId = await openTicket(agent)
  const desk = startTestDesk(join(folder.path, 'put-back'), proxy.address, randomUUID())
  await login(desk, 'files9')
  await hasTicket(desk, ticketId)
  const bytes = photo()
  await add(desk, ticketId, bytes)
  await until(async () => (await storedCount(desk, ticketId)) === 1, 'stored')
  await until(async () => (await desk.value('sync.read', null)).uploads.files === 0, 'nothing left to send')

  // The dump was taken between the ticket's naming the file and the last piece.
  proxy.cut()
  await until(async () => !(await isLive(desk)), 'cut')
  const { db } = server.services
  await db.deleteFrom('file_piece').where('hash', '=', hashOf(bytes)).execute()
  await db.deleteFrom('file').where('hash', '=', hashOf(bytes)).execute()
  const { body } = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'ticket')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  const attachments = (body['attachments'] as Record<string, unknown>[]).map((file) => ({ ...file, isStored: false }))
  await server.services.putDocument('ticket' as never, { ...body, attachments } as never)
  proxy.mend()
  desk.send({ kind: 'resume' })
  await until(
    async () =>
      (
        await db
          .selectFrom('file')
          .select('hash')
          .where('hash', '=', hashOf(bytes))
          .where('is_stored', '=', true)
          .execute()
      ).length === 1,
    'sent again',
  )
  desk.close()
}, 60_000)
