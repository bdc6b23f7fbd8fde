import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pieceBytes } from '#shared/domain/attachment'
import type { Person } from '#shared/domain/person'
import { roles, type Role } from '#shared/domain/role'
import { ticketSchema } from '#shared/domain/ticket'
import { piecePath, filePath } from '#shared/protocol/file'
import type { SignInAnswer } from '#shared/protocol/session'
import { businessTicket, takeCall } from '../testing/test-call'
import { envelope, signIn } from '../testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../testing/test-server'

let server: TestServer
let agent: Person
let agentToken: string
const tokenOf = async (person: Person): Promise<string> => {
  await addPerson(server, person, `login-${person.id}`)
  return ((await (await signIn(server, `login-${person.id}`)).json()) as SignInAnswer).token
}
beforeAll(async () => {
  server = await startTestServer()
  agent = testPerson()
  agentToken = await tokenOf(agent)
})
afterAll(() => server.close())

type TestFile = {
  hash: string
  bytes: Buffer
  described: { hash: string; name: string; mediaType: string; size: number }
}
const newFile = (size = 300_000): TestFile => {
  const bytes = randomBytes(size)
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { hash, bytes, described: { hash, name: '照片.jpg', mediaType: 'image/jpeg', size } }
}
const openTicket = async (): Promise<string> => {
  const ticket = businessTicket(await takeCall(server, agent))
  await server.runner.runForPerson(agent, envelope('ticket.open', ticket))
  return ticket.ticketId
}
const attach = (ticketId: string, file: TestFile['described']) =>
  server.runner.runForPerson(agent, envelope('ticket.attach', { ticketId, file }))
const ask = (token: string, path: string, ticketId: string, body?: Buffer, type = 'application/octet-stream') =>
  fetch(`${server.address}${path}?ticketId=${ticketId}`, {
    ...(body === undefined ? {} : { method: 'PUT', body: new Uint8Array(body) }),
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type }) },
  })
const put = (ticketId: string, { hash, bytes }: TestFile, index: number, token = agentToken) =>
  ask(token, piecePath(hash, index), ticketId, bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes))
const failureOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { failure: { code: string } }).failure.code,
]
const isStoredOn = async (ticketId: string): Promise<boolean | undefined> => {
  const row = await server.services.db
    .selectFrom('document')
    .select('body')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  return ticketSchema.parse(row.body).attachments?.[0]?.isStored
}

test('pieces may arrive in any order and twice; the last one marks the file stored on every ticket with it, and on later ones at once', async () => {
  const file = newFile()
  const tickets = [await openTicket(), await openTicket()] as const
  for (const ticketId of tickets) await attach(ticketId, file.described)
  expect(await (await ask(agentToken, filePath(file.hash), tickets[0])).json()).toEqual({
    size: 300_000,
    missing: [0, 1],
    isStored: false,
  })
  for (let time = 0; time < 2; time += 1)
    expect(await (await put(tickets[0], file, 1)).json()).toEqual({ size: 300_000, missing: [0], isStored: false })
  expect(await failureOf(await ask(agentToken, piecePath(file.hash, 1), tickets[0]))).toEqual([404, 'fileNotSent'])
  expect(await (await put(tickets[0], file, 0)).json()).toEqual({ size: 300_000, missing: [], isStored: true })
  for (const ticketId of tickets) expect(await isStoredOn(ticketId)).toBe(true)
  const later = await openTicket()
  await attach(later, file.described)
  expect(await isStoredOn(later)).toBe(true)
  const read = await ask(agentToken, piecePath(file.hash, 1), later)
  expect(read.headers.get('content-type')).toBe('application/octet-stream')
  expect(Buffer.from(await read.arrayBuffer()).equals(file.bytes.subarray(pieceBytes))).toBe(true)
  for (let time = 0; time < 3; time += 1) await ask(agentToken, piecePath(file.hash, 0), later)
  const lines = await server.services.db
    .selectFrom('audit')
    .select(['entity', 'detail'])
    .where('action', '=', 'file.read')
    .execute()
  expect(lines).toEqual([{ entity: `ticket:${later}`, detail: { hash: file.hash } }])
})

test('the same hash with another size is another file', async () => {
  const file = newFile()
  const [wrong, right] = [await openTicket(), await openTicket()] as const
  await attach(wrong, { ...file.described, size: 100_000 })
  expect(
    await failureOf(await ask(agentToken, piecePath(file.hash, 0), wrong, file.bytes.subarray(0, 100_000))),
  ).toEqual([422, 'fileDamaged'])
  await attach(right, file.described)
  for (const index of [0, 1]) await put(right, file, index)
  expect(await isStoredOn(right)).toBe(true)
  expect(await isStoredOn(wrong)).toBe(false)
})

test('a file that does not match its hash is deleted whole and can be sent again', async () => {
  const file = newFile()
  const ticketId = await openTicket()
  await attach(ticketId, file.described)
  await ask(agentToken, piecePath(file.hash, 0), ticketId, Buffer.alloc(pieceBytes))
  expect(await failureOf(await put(ticketId, file, 1))).toEqual([422, 'fileDamaged'])
  expect(
    await server.services.db.selectFrom('file_piece').select('index').where('hash', '=', file.hash).execute(),
  ).toEqual([])
  expect(await isStoredOn(ticketId)).toBe(false)
  for (const index of [1, 0]) await put(ticketId, file, index)
  expect(await isStoredOn(ticketId)).toBe(true)
})

test('two last pieces at the same moment complete the file once', async () => {
  const file = newFile(5 * pieceBytes)
  const ticketId = await openTicket()
  await attach(ticketId, file.described)
  const answers = await Promise.all([0, 1, 2, 3, 4].map(async (index) => (await put(ticketId, file, index)).status))
  expect(answers).toEqual([200, 200, 200, 200, 200])
  expect(await isStoredOn(ticketId)).toBe(true)
})

test('a wrong length, index, body size, type or token is refused', async () => {
  const file = newFile()
  const ticketId = await openTicket()
  await attach(ticketId, file.described)
  const path = (index: number): string => piecePath(file.hash, index)
  expect(await failureOf(await ask(agentToken, path(0), ticketId, file.bytes.subarray(0, 10)))).toEqual([
    400,
    'badInput',
  ])
  expect(await failureOf(await ask(agentToken, path(2), ticketId, file.bytes.subarray(0, 10)))).toEqual([
    400,
    'badInput',
  ])
  expect(await failureOf(await ask(agentToken, piecePath('xyz', 0), ticketId, file.bytes.subarray(0, 10)))).toEqual([
    400,
    'badInput',
  ])
  expect(await failureOf(await ask(agentToken, path(0), 'no-id', file.bytes.subarray(0, 10)))).toEqual([
    400,
    'badInput',
  ])
  expect(await failureOf(await ask(agentToken, path(0), ticketId, Buffer.alloc(pieceBytes + 1)))).toEqual([
    413,
    'tooLarge',
  ])
  expect(await failureOf(await ask(agentToken, path(0), ticketId, Buffer.from('{}'), 'text/html'))).toEqual([
    400,
    'badInput',
  ])
  expect(await failureOf(await ask(agentToken, path(0), ticketId, Buffer.from('{}'), 'application/json'))).toEqual([
    400,
    'badInput',
  ])
  expect(await failureOf(await ask('x'.repeat(43), path(0), ticketId))).toEqual([401, 'notSignedIn'])
  expect(await server.services.db.selectFrom('file').select('hash').where('hash', '=', file.hash).execute()).toEqual([])
})

test('one person cannot fill the disk with unfinished uploads', async () => {
  const hoarder = testPerson()
  const token = await tokenOf(hoarder)
  const begun = (hash: string, touchedAt: number) => ({
    hash,
    size: 25 * 1024 * 1024,
    media_type: 'a/b',
    is_stored: false,
    person_id: hoarder.id,
    created_at: 1,
    touched_at: touchedAt,
  })
  const hashes = Array.from({ length: 20 }, () => randomBytes(32).toString('hex'))
  await server.services.db
    .insertInto('file')
    .values(hashes.map((hash) => begun(hash, Date.now())))
    .execute()
  const file = newFile()
  const ticketId = await openTicket()
  await attach(ticketId, file.described)
  expect(await failureOf(await put(ticketId, file, 0, token))).toEqual([413, 'tooLarge'])
  // What was abandoned long ago makes room.
  await server.services.db
    .updateTable('file')
    .set({ touched_at: 1 })
    .where('hash', '=', hashes[0] ?? '')
    .execute()
  expect((await put(ticketId, file, 0, token)).status).toBe(200)
})

const routes = ['status', 'piece', 'send'] as const
const table = routes.flatMap((route) => roles.flatMap((role) => [true, false].map((isOwn) => ({ route, role, isOwn }))))

test.each(table)('$route by $role, own: $isOwn', async ({ route, role, isOwn }) => {
  const file = newFile(10)
  const ticketId = await openTicket()
  await attach(ticketId, file.described)
  if (route === 'piece') await put(ticketId, file, 0)
  const token = await tokenOf(
    testPerson({ role, ...(isOwn ? {} : { organisationKind: 'authorised', organisationId: randomUUID() }) }),
  )
  const send = (ticket: string, hash: string): Promise<Response> => {
    if (route === 'status') return ask(token, filePath(hash), ticket)
    return ask(token, piecePath(hash, 0), ticket, route === 'send' ? file.bytes : undefined)
  }
  const mayAttach: readonly Role[] = ['agent', 'supervisor', 'manager', 'consultant']
  const isForbidden = route === 'send' && !mayAttach.includes(role)
  const answer = await send(ticketId, file.hash)
  if (isForbidden) expect(await failureOf(answer)).toEqual([403, 'notAllowed'])
  else if (isOwn) expect(answer.status).toBe(200)
  else {
    // Foreign, unknown and not of this ticket are one answer.
    const body = await answer.text()
    expect([answer.status, JSON.parse(body)]).toMatchObject([404, { failure: { code: 'notFound' } }])
    expect(await (await send(randomUUID(), file.hash)).text()).toBe(body)
    expect(await (await send(ticketId, 'f'.repeat(64))).text()).toBe(body)
  }
})
