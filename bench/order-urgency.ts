import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { defaultCalendar } from '#shared/domain/calendar'
import { organisationSchema } from '#shared/domain/organisation'
import { minuteMs } from '#shared/domain/time'
import type { WorkOrder } from '#shared/domain/work-order'
import { applyFeedPage } from '../main/core/replica/apply-page'
import { readMeta } from '../main/core/replica/meta'
import type { Replica } from '../main/core/replica/replica'
import {
  id,
  makeCustomer,
  makeOrder,
  makePerson,
  makeTicket,
  openTestReplica,
  pageOf,
  put,
} from '../main/core/testing/replica-fixture'
import { listOrders } from '../main/core/views/order-list'
import { ratio, rounded, summary } from './figures'
import { openFrames } from './late-frames'
import type { Workshop } from './workshop'

const orders = 10_000
const organisations = 30
const changesPerSecond = 1000
const seconds = { short: 5, long: 60 }
const frameMs = 1000 / 60
/** As the list of the page asks, all sorted and the first lines shown; and every line, which no page asks for. */
const listed = { page: 1000, whole: orders }
const statuses = ['offered', 'accepted', 'contacted', 'underWay'] as const

/** Of the processor, because on a busy machine the clock also counts what others do. */
const cpuMs = (work: () => unknown): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Fills a replica with live orders of many organisations, each for a ticket of its own. */
const fillOrders = (replica: Replica): WorkOrder[] => {
  const now = Date.now()
  const places = Array.from({ length: organisations }, (_, at) =>
    organisationSchema.parse({
      ...{ id: id(), name: `机构 ${String(at)}`, kind: 'authorised', region: '', phone: '', address: '' },
      calendar: { ...defaultCalendar, makeUpDays: [{ date: `2027-01-${String(at + 1).padStart(2, '0')}`, as: 1 }] },
    }),
  )
  const customers = Array.from({ length: 200 }, (_, at) => makeCustomer({ name: `客户 ${String(at)}` }))
  const cases = Array.from({ length: orders }, (_, at) => {
    const offeredAt = now - (at % 3000) * minuteMs
    const ticket = makeTicket({
      priority: (['A', 'B', 'C'] as const)[at % 3] ?? 'C',
      runs: [{ from: offeredAt, to: null }],
      customerId: customers[at % customers.length]?.id ?? null,
    })
    const status = statuses[at % statuses.length] ?? 'offered'
    const order = makeOrder(ticket.id, places[at % organisations]?.id ?? id(), {
      status,
      offeredAt,
      remoteSince: status === 'underWay' ? offeredAt : null,
    })
    return { order, changes: [put('ticket', 1, ticket), put('workOrder', 1, order)] }
  })
  const all = [
    ...[replica.person].map((person) => put('person', 1, person)),
    ...places.map((place) => put('organisation', 1, place)),
    ...customers.map((customer) => put('customer', 1, customer)),
    ...cases.flatMap(({ changes }) => changes),
  ]
  for (let at = 0; at < all.length; at += 1000) applyFeedPage(replica, pageOf(at, at + 1000, all.slice(at, at + 1000)))
  return cases.map(({ order }) => order)
}

/** The same rows read whole and in no order: the barest list. */
const listUnsorted = ({ db }: Replica): number =>
  db.all(
    `select o.*, t.number, t.subject, t.priority, t.status ticket_status, t.runs, t.organisation_id promised_by,
      t.company, t.caller_name, c.name customer_name
     from order_row o left join ticket_row t on t.id = o.ticket_id left join customer_row c on c.id = t.customer_id
     where o.ended_at is null`,
  ).length

/**
 * 10,000 live orders in a real replica, listed by urgency again and again while 1,000 of them change a second, in
 * frames as the feed brings them; against the same rows read in no order. The answers go to a thread of their own, as
 * to a page, which counts the frames that come late.
 */
export const orderUrgency = async ({ folder, isLong, print }: Workshop): Promise<Record<string, unknown>> => {
  const directory = join(folder, `orders-${String(Date.now())}`)
  mkdirSync(directory)
  const replica = openTestReplica(directory, makePerson({ role: 'supervisor' }))
  const frames = await openFrames()
  try {
    print(`Filling a replica with ${String(orders)} orders`)
    const known = fillOrders(replica)
    const versions = new Map<string, number>()
    let serial = 0
    const change = (count: number): void => {
      const cursor = readMeta(replica.db, 'cursor') ?? 0
      const changes = Array.from({ length: count }, (_, at) => {
        // A prime step, so that neighbours in the list do not change one after the other.
        const order = known[((serial + at) * 7919) % known.length] as WorkOrder
        const version = (versions.get(order.id) ?? 1) + 1
        versions.set(order.id, version)
        return put('workOrder', version, { ...order, contactTries: version })
      })
      serial += count
      applyFeedPage(replica, pageOf(cursor, cursor + count, changes))
    }
    const cost = { sorted: [] as number[], whole: [] as number[], unsorted: [] as number[] }
    const answers: number[] = []
    let changed = 0
    const runs = isLong ? seconds.long : seconds.short
    print(`${String(changesPerSecond)} changes a second for ${String(runs)} s`)
    frames.start()
    const began = performance.now()
    while (performance.now() - began < runs * 1000) {
      const due = Math.floor(((performance.now() - began) / 1000) * changesPerSecond) - changed
      if (due > 0) change(due)
      changed += Math.max(0, due)
      const asked = performance.now()
      frames.show(listOrders(replica, { view: 'toDo', limit: listed.page }).rows)
      answers.push(performance.now() - asked)
      await wait(frameMs)
    }
    const { shown, late, longestMs } = await frames.stop()
    print('Sorted and in no order, in turns')
    for (let turn = 0; turn < (isLong ? 100 : 20); turn += 1) {
      cost.sorted.push(cpuMs(() => listOrders(replica, { view: 'toDo', limit: listed.page })))
      cost.whole.push(cpuMs(() => listOrders(replica, { view: 'toDo', limit: listed.whole })))
      cost.unsorted.push(cpuMs(() => listUnsorted(replica)))
    }
    const [sorted, whole, unsorted] = [summary(cost.sorted), summary(cost.whole), summary(cost.unsorted)]
    return {
      orders,
      changes: changed,
      perSecond: rounded(changed / runs),
      answered: answers.length,
      answerP50Ms: summary(answers).p50Ms,
      answerP99Ms: summary(answers).p99Ms,
      frames: shown,
      lateFrames: late,
      longestFrameMs: rounded(longestMs),
      sortedMs: sorted.p50Ms,
      baselineMs: unsorted.p50Ms,
      sortedRatio: ratio(sorted.p50Ms, unsorted.p50Ms),
      wholeMs: whole.p50Ms,
      wholeRatio: ratio(whole.p50Ms, unsorted.p50Ms),
    }
  } finally {
    await frames.close()
    replica.db.close()
  }
}
