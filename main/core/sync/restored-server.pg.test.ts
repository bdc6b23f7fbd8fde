import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallId } from '#shared/ids'
import { until } from '../../../testing/until'
import { businessTicket, takeCall } from '../../../server/testing/test-call'
import { addPerson, startTestServer, testPerson, type TestServer } from '../../../server/testing/test-server'
import { temporaryFolder } from '../testing/replica-fixture'
import { startTestDesk } from '../testing/test-desk'

let server: TestServer
const folder = temporaryFolder()
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(async () => {
  await server.close()
  folder.clear()
})

/**
 * What is newer than this number was not in the backup. Events stay, because nothing reads those of a missing ticket.
 */
const restoreTo = async (head: number, ids: readonly string[]): Promise<void> => {
  const { db } = server.services
  await db.deleteFrom('feed').where('seq', '>', head).execute()
  await db
    .deleteFrom('document')
    .where('noun', '=', 'ticket')
    .where('id', 'in', [...ids])
    .execute()
  await db.deleteFrom('command').execute()
}

const isLive = (desk: ReturnType<typeof startTestDesk>) => async () => {
  const status = await desk.value('sync.read', null)
  return status.connection === 'live' && status.pending === 0 && status.bootstrap === null
}
const open = async (directory: string, deskId: string = randomUUID()) => {
  const desk = startTestDesk(`${folder.path}/${directory}`, server.address, deskId)
  if ((await desk.value('session.read', null)).phase !== 'signedIn')
    await desk.value('session.signIn', { login: 'lin', password: 'correct horse' })
  await until(isLive(desk), 'live')
  return desk
}

test('a restored feed is noticed even when it is longer by now; a running node disconnects its desks', async () => {
  const person = await addPerson(server, testPerson(), 'lin')
  const callId: CallId = await takeCall(server, person)
  const [kept, lost, other] = [businessTicket(callId), businessTicket(callId), businessTicket(callId)]
  await server.runner.runBatchForPerson(person, [{ name: 'ticket.open', args: kept }])
  const head = server.services.feed.head()
  await server.runner.runBatchForPerson(person, [{ name: 'ticket.open', args: lost }])
  const deskId = randomUUID()
  const away = await open('away', deskId)
  const there = await open('there')
  expect((await away.ask('ticket.read', { ticketId: lost.ticketId })).ok).toBe(true)
  const seen = server.services.feed.head()
  away.close()

  await restoreTo(head, [lost.ticketId])
  await server.runner.runBatchForPerson(person, [{ name: 'ticket.open', args: other }])
  for (let at = 0; at < 5; at += 1)
    await server.runner.runBatchForPerson(person, [
      { name: 'ticket.note', args: { ticketId: other.ticketId, text: `记录 ${String(at)}` } },
    ])
  server.services.feed.catchUp()
  await until(
    async () => !(await there.ask('ticket.read', { ticketId: lost.ticketId })).ok && (await isLive(there)()),
    'who was there has begun again',
  )
  expect(server.services.feed.head()).toBeGreaterThan(seen)

  const back = await open('away', deskId)
  const fresh = await open('fresh')
  const screen = async (desk: typeof back) => ({
    list: await desk.value('ticket.list', { view: 'all', text: '', limit: 50 }),
    timelines: await Promise.all(
      [kept, other].map(async ({ ticketId }) => (await desk.value('ticket.read', { ticketId })).timeline),
    ),
    lost: (await desk.ask('ticket.read', { ticketId: lost.ticketId })).ok,
  })
  expect(await screen(back)).toEqual(await screen(fresh))
  expect((await screen(back)).lost).toBe(false)
  expect(await screen(there)).toEqual(await screen(fresh))
  for (const desk of [back, fresh, there]) desk.close()
}, 120_000)
