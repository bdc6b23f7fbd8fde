import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RemoteSession } from '#shared/domain/remote-session'
import type { WireEvent } from '#shared/protocol/feed'
import { applyFeedPage } from '../replica/apply-page'
import { issue } from '../replica/issue'
import type { Replica } from '../replica/replica'
import {
  makeCustomer,
  makePerson,
  makeRemoteSession,
  makeTicket,
  openTestReplica,
  pageOf,
  put,
  temporaryFolder,
} from '../testing/replica-fixture'
import { listMyRemoteSessions, listWatchedRemoteSessions } from './remote'

const supervisor = makePerson({ name: '孙监', role: 'supervisor' })
const agent = makePerson({ name: '李静' })
const customer = makeCustomer()
const ticket = makeTicket({ number: 'T-20261201-0001', subject: '报表错位', customerId: customer.id })
const unknown = makeTicket({ customerId: null, company: '', callerName: '王会计' })

const today = 100_000
const of = (fields: Partial<RemoteSession>, ticketId: string = ticket.id, agentId: string = agent.id): RemoteSession =>
  makeRemoteSession(ticketId, agentId, fields)
const ended = { state: 'ended', consentedAt: 2, endedBy: 'customer', end: 'customerEnded' } as const
const active = of({
  state: 'active',
  requestedAt: today + 10,
  rights: ['screen'],
  spans: [{ from: today + 20, to: null }],
})
const requested = of({ requestedAt: today + 30 }, unknown.id, supervisor.id)
const long = of({ ...ended, endedAt: today + 5, spans: [{ from: 1, to: 2 }], note: '已处理' })
const justNow = of({ ...ended, endedAt: today + 6 })
const yesterday = of({ ...ended, endedAt: today - 1 }, ticket.id, supervisor.id)

const event = (version: number, name: string, data: Record<string, unknown>): WireEvent => ({
  version,
  name: `remoteSession.${name}`,
  data,
  by: null,
  at: today + version,
  deviceAt: null,
  commandId: null,
})
const timeline = [
  event(2, 'consented', { rights: ['screen'], until: 9 }),
  event(3, 'rightsChanged', { rights: ['screen', 'data'], withdrawn: [] }),
  event(4, 'ranLong', {}),
]

let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
beforeAll(() => {
  folder = temporaryFolder()
  replica = openTestReplica(folder.path, supervisor)
  applyFeedPage(
    replica,
    pageOf(0, 1, [
      put('customer', 1, customer),
      ...[supervisor, agent].map((one) => put('person', 1, one)),
      ...[ticket, unknown].map((one) => put('ticket', 1, one)),
      put('remoteSession', 4, long, timeline),
      ...[active, requested, justNow, yesterday].map((one) => put('remoteSession', 1, one)),
    ]),
  )
})
afterAll(() => {
  replica.db.close()
  folder.clear()
})

test('who supervises sees what goes on and what ended today, with what is needed to go there', () => {
  const listed = listWatchedRemoteSessions(replica, { endedSince: today })
  if (!listed.ok) throw new Error(listed.failure.code)
  expect(listed.value.map(({ id }) => id)).toEqual([requested.id, active.id, justNow.id, long.id])
  expect(listed.value[1]).toEqual({
    id: active.id,
    ticketId: ticket.id,
    agentId: agent.id,
    state: 'active',
    requestedAt: today + 10,
    endedAt: null,
    endedBy: null,
    end: null,
    spans: [{ from: today + 20, to: null }],
    rights: ['screen'],
    ranLongAt: null,
    agentName: '李静',
    ticketNumber: 'T-20261201-0001',
    subject: '报表错位',
    customerName: customer.name,
  })
  expect(listed.value[0]).toMatchObject({ agentName: '孙监', customerName: '王会计' })
  // An ended session allows nothing any more; what it had allowed is in its time-line.
  expect(listed.value[3]).toMatchObject({ rights: ['screen', 'data'], ranLongAt: today + 4, end: 'customerEnded' })
})

test.each(['agent', 'consultant', 'manager', 'reviewer', 'administrator'] as const)(
  'a %s is refused the list',
  (role) => {
    const answer = listWatchedRemoteSessions({ ...replica, person: { ...supervisor, role } }, { endedSince: 0 })
    expect(answer).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
  },
)

test('one’s own that is open or lacks its note, until the note is written', () => {
  const mine = (): string[] => listMyRemoteSessions(replica).map(({ id }) => id)
  expect(mine()).toEqual([requested.id, yesterday.id])
  expect(issue(replica, 'remoteSession.note', { sessionId: yesterday.id, note: '已处理' }).ok).toBe(true)
  expect(mine()).toEqual([requested.id])
})
