import { afterEach, beforeEach, expect, test } from 'vitest'
import { agentSchema } from '#shared/domain/agent'
import { organisationSchema } from '#shared/domain/organisation'
import { assigneesSchema, givenTicketSchema } from '#shared/ipc/assignee'
import { id, makePerson, makeTicket, openTestReplica, pageOf, put, temporaryFolder } from '../testing/replica-fixture'
import { applyFeedPage } from '../replica/apply-page'
import type { Replica } from '../replica/replica'
import { listAssignees, listGivenTickets } from './assignees'
import { readTicket } from './ticket'

const vendor = organisationSchema.parse({
  id: id(),
  name: '原厂热线',
  kind: 'vendor',
  region: '',
  phone: '',
  address: '',
})
const me = makePerson({ organisationId: vendor.id })
const colleagueOf = (name: string) => makePerson({ name, organisationId: vendor.id })
const [ready, away, busy, fresh] = [colleagueOf('安然'), colleagueOf('白鸽'), colleagueOf('陈默'), colleagueOf('丁一')]
const back = colleagueOf('方圆')
const outside = makePerson({
  name: '外机构经理',
  role: 'manager',
  organisationKind: 'authorised',
  organisationId: id(),
})
const reviewer = makePerson({ name: '审批', role: 'reviewer', organisationId: vendor.id })
const ticket = makeTicket({ ownerId: me.id })
const given = makeTicket({ ownerId: me.id, updatedAt: 5000, subject: '转来的' })
const event = (version: number, data: Record<string, unknown>, by: string | null, at: number) => ({
  version,
  name: 'ticket.assigned',
  data,
  by: by as never,
  at,
  deviceAt: null,
  commandId: null,
})
const stateOf = (personId: string, state: string, reason: string | null) =>
  put('agent', 1, agentSchema.parse({ id: personId, state, reason, next: { state: 'ready' }, callId: null, since: 1 }))

const hour = 3_600_000
const leave = { id: id(), kind: 'leave', from: Date.now() - hour, to: Date.now() + hour, note: '' }
const later = { id: id(), kind: 'sick', from: Date.now() + hour, to: Date.now() + 2 * hour, note: '' }

let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
beforeEach(() => {
  folder = temporaryFolder()
  replica = openTestReplica(folder.path, me)
  applyFeedPage(
    replica,
    pageOf(0, 1, [
      put('organisation', 1, vendor),
      ...[me, ready, away, busy, fresh, back, outside, reviewer].map((one) => put('person', 1, one)),
      stateOf(ready.id, 'ready', null),
      stateOf(away.id, 'notReady', 'meal'),
      stateOf(busy.id, 'notReady', 'casework'),
      // The server set it when they went; they sign in again and have chosen nothing yet.
      stateOf(back.id, 'notReady', 'disconnected'),
      put('schedule', 1, {
        id: busy.id,
        organisationId: vendor.id,
        appointments: [],
        absences: [leave, later],
      } as never),
      put('ticket', 1, ticket),
      put('ticket', 1, makeTicket({ ownerId: ready.id })),
      put('ticket', 1, makeTicket({ ownerId: ready.id, status: 'closed' })),
      put('ticket', 3, given, [
        event(2, { from: null, to: away.id, note: '' }, ready.id, 3000),
        event(3, { from: away.id, to: me.id, note: '请回电' }, ready.id, 5000),
      ]),
    ]),
  )
})
afterEach(() => {
  replica.db.close()
  folder.clear()
})

test('a ticket may go to everybody who could see it, with who is absent and what they have open', () => {
  const listed = listAssignees(replica, { ticketId: ticket.id })
  if (!listed.ok) throw new Error(listed.failure.code)
  expect(assigneesSchema.parse(listed.value)).toEqual(listed.value)
  expect(listed.value.hasQueues).toBe(true)
  expect(listed.value.people.map(({ name, absence, openTickets }) => [name, absence, openTickets])).toEqual([
    ['安然', null, 1],
    ['白鸽', 'meal', 0],
    ['陈默', null, 0],
    ['丁一', 'noState', 0],
    ['方圆', 'noState', 0],
  ])
  // The calendar says of now what it says; what is still to come is nothing yet.
  expect(listed.value.people.map(({ away: span }) => span)).toEqual([
    null,
    null,
    { kind: 'leave', to: leave.to },
    null,
    null,
  ])
  expect(listed.value.people[0]?.organisationName).toBe('原厂热线')
})

test('what others gave since a moment is listed, the last time of each; not what was given before', () => {
  const listed = listGivenTickets(replica, { since: 4000 })
  expect(listed.map((one) => givenTicketSchema.parse(one))).toEqual([
    {
      ticketId: given.id,
      number: given.number,
      subject: '转来的',
      byName: '安然',
      note: '请回电',
      at: 5000,
      isWaiting: true,
    },
  ])
  expect(listGivenTickets(replica, { since: 5001 })).toEqual([])
})

test('a time-line has the names of those between whom the ticket went', () => {
  const read = readTicket(replica, given.id)
  expect(read.ok && read.value.names).toMatchObject({ [away.id]: '白鸽', [me.id]: me.name })
})
