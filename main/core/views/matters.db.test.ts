import { afterEach, beforeEach, expect, test } from 'vitest'
import { organisationSchema } from '#shared/domain/organisation'
import type { Person } from '#shared/domain/person'
import { matterSchema, type WaitingMatter } from '#shared/ipc/matter'
import { until } from '../../../testing/until'
import { applyFeedPage } from '../replica/apply-page'
import type { Replica } from '../replica/replica'
import { id, makeOrder, makePerson, makeTicket, openTestReplica, pageOf, put } from '../testing/replica-fixture'
import { temporaryFolder } from '../testing/replica-fixture'
import { createWaitingMatters } from '../waiting-matters'
import { listMatters, listMissed, listWaitingMatters } from './matters'

const now = Date.now()
const organisation = organisationSchema.parse({
  id: id(),
  name: '华北服务',
  kind: 'authorised',
  region: '北京',
  phone: '',
  address: '',
})
const local = { organisationId: organisation.id, organisationKind: 'authorised' as const }
const manager = makePerson({ ...local, name: '周经理', role: 'manager' })
const consultant = makePerson({ ...local, name: '郑顾问', role: 'consultant' })
const agent = makePerson({ name: '林晓' })
const event = (version: number, name: string, by: Person | null, at: number, data: Record<string, unknown> = {}) => ({
  ...{ version, name, data, by: by?.id ?? null, at },
  deviceAt: null,
  commandId: null,
})

let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
let version = 0
beforeEach(() => {
  folder = temporaryFolder()
  version = 0
})
afterEach(() => {
  replica.db.close()
  folder.clear()
})

const open = (person: Person): void => {
  replica = openTestReplica(folder.path, person)
  take([
    put('organisation', 1, organisation),
    ...[manager, consultant, agent].map((one) => put('person', 1, one)),
    put('ticket', 1, ticket),
  ])
}
const take = (changes: Parameters<typeof pageOf>[2]): void => {
  applyFeedPage(replica, pageOf(version, version + 1, changes))
  version += 1
}
const orderId = id()
const ticket = makeTicket({
  subject: '凭证无法保存',
  orders: [
    { orderId, organisationId: organisation.id, consultantId: null, status: 'offered', hasSight: true } as never,
  ],
})
const order = makeOrder(ticket.id, organisation.id, { id: orderId as never, offeredBy: agent.id, offeredAt: now - 900 })
const offered = event(1, 'workOrder.offered', agent, now - 900)
const accepted = event(2, 'workOrder.accepted', manager, now - 800)
const assigned = event(3, 'workOrder.assigned', manager, now - 700, { consultantId: consultant.id, before: null })
const handedOn = event(4, 'workOrder.handedOn', consultant, now - 600, { reason: '要改源代码' })
const steps = [
  { events: [offered], fields: { status: 'offered' } },
  { events: [offered, accepted], fields: { status: 'accepted' } },
  { events: [offered, accepted, assigned], fields: { status: 'accepted', consultantId: consultant.id } },
  {
    events: [offered, accepted, assigned, handedOn],
    fields: { status: 'handedOn', consultantId: consultant.id, endedAt: now - 600 },
  },
] as const
/** The order after so many steps. */
const after = (count: number) => {
  const { events, fields } = steps[count - 1] ?? steps[0]
  const movedAt = events.at(-1)?.at ?? 0
  return put('workOrder', count, { ...order, ...fields, movedAt }, [...events], true)
}
const waiting = (): string[] => listWaitingMatters(replica).map(({ kind }) => kind)
const listed = (since = 0): string[] => listMatters(replica, since).map((one) => matterSchema.parse(one).kind)

test('an order waits for its manager until it is accepted, whoever accepts it', () => {
  open(manager)
  take([after(1)])
  expect([listed(), waiting()]).toEqual([['offered'], ['offered']])
  expect(listMatters(replica, 0)).toMatchObject([
    { organisationName: '华北服务', byName: '林晓', subject: '凭证无法保存', place: { kind: 'order', id: orderId } },
  ])
  take([after(2)])
  expect(waiting()).toEqual([])
  // What the manager did themselves is not told to them.
  expect(listed()).toEqual(['offered'])
})

test('an order waits for its consultant until they do something, and the dispatcher has it back when it is handed on', () => {
  open(consultant)
  take([after(3)])
  expect(waiting()).toEqual(['assigned'])
  take([after(4)])
  expect(waiting()).toEqual([])
  replica.db.close()
  folder.clear()
  folder = temporaryFolder()
  version = 0
  open(agent)
  take([after(4)])
  expect([listed(), waiting()]).toEqual([['accepted', 'handedOn'], ['handedOn']])
  expect(listed(now - 700)).toEqual(['handedOn'])
  const next = { ...ticket, orders: [...(ticket.orders ?? []), { ...ticket.orders?.[0], orderId: id() }] }
  take([put('ticket', 2, next as never)])
  expect(waiting()).toEqual([])
})

test('what was missed is what happened between the last connection and this one, one line of each order', () => {
  open(agent)
  take([after(4)])
  const missed = (since: number | null, until = now) =>
    listMissed(replica, { since, until }).matters.map(({ kind }) => kind)
  expect([missed(now - 850), missed(now - 850, now - 650)]).toEqual([['handedOn'], ['accepted']])
  expect(missed(now - 500)).toEqual([])
  // A desk that does not know when it was connected last lists what waits.
  expect(missed(null)).toEqual(['handedOn'])
})

test('no more than twenty are listed, with how many there are', () => {
  open(manager)
  const many = Array.from({ length: 23 }, (_, index) => {
    const one = makeOrder(ticket.id, organisation.id, { movedAt: now - index })
    return put('workOrder', 1, one, [{ ...offered, at: now - index - 1 }], true)
  })
  take(many)
  const { matters, more } = listMissed(replica, { since: 0, until: now })
  expect([matters.length, more]).toEqual([20, 3])
  expect(matters[0]?.at).toBe(now - 1)
})

test('what waits is told once, also after a restart, and taken back when it is done', async () => {
  open(manager)
  take([after(1)])
  const told: WaitingMatter[][] = []
  const follow = () =>
    createWaitingMatters(
      replica,
      (list) => told.push(list),
      (error) => {
        throw error as Error
      },
    )
  const first = follow()
  await until(() => told.length === 1)
  expect(told[0]).toMatchObject([{ kind: 'offered', isNew: true }])
  first.stop()
  expect(told[1]).toEqual([])
  const second = follow()
  await until(() => told.length === 3)
  expect(told[2]).toMatchObject([{ kind: 'offered', isNew: false }])
  take([after(2)])
  second.changed([{ noun: 'workOrder', id: orderId }])
  await until(() => told.length === 4)
  expect(told[3]).toEqual([])
  second.stop()
  expect(told).toHaveLength(4)
})
