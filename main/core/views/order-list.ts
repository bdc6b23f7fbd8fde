import { defaultCalendar } from '#shared/domain/calendar'
import { dueNext, orderClocksAmong, type OrderDue } from '#shared/domain/order-due'
import { endOfToday, orderTasks, tasksOf, type OrderTask } from '#shared/domain/order-to-do'
import type { Organisation } from '#shared/domain/organisation'
import type { Timed } from '#shared/domain/sla'
import type { Instant } from '#shared/domain/time'
import type { WorkOrder } from '#shared/domain/work-order'
import type { OrderFilter, OrderList } from '#shared/ipc/order-views'
import { listShown } from '../replica/documents'
import type { SqlRow } from '../replica/driver'
import { correctedNow, type Replica } from '../replica/replica'
import { comingVisits, type ComingVisit } from './coming-visits'
import { orderRowsOf } from './order-rows'

/** What sorts and counts, and no more: it is read of every live order, however few of them are shown. */
type Sorted = SqlRow & {
  id: WorkOrder['id']
  organisation_id: WorkOrder['organisationId']
  status: WorkOrder['status']
  offered_at: number
  remote_since: number | null
  appointment_from: number | null
  priority: Timed['priority'] | null
  ticket_status: Timed['status'] | null
  runs: string | null
  promised_by: string | null
}

/** Whose orders wait for this person: a consultant's own, a manager's organisation's, the vendor's all. */
const waitingFor = ({ person }: Replica): [condition: string, params: string[]] => {
  if (person.organisationKind === 'vendor') return ['1', []]
  if (person.role === 'consultant') return ['o.consultant_id = ?', [person.id]]
  return ['o.organisation_id = ?', [person.organisationId]]
}

const timedOf = ({ priority, ticket_status: status, runs, promised_by: promisedBy }: Sorted) =>
  priority === null || status === null
    ? null
    : {
        priority,
        status,
        promisedBy,
        ...(runs === null ? {} : { runs: JSON.parse(runs) as NonNullable<Timed['runs']> }),
      }

type Standing = { id: WorkOrder['id']; offeredAt: Instant; due: OrderDue | null; tasks: readonly OrderTask[] }

/** @returns a function that says of a live order what is due next and what there is to do */
const standingAmong = (
  organisations: readonly Organisation[],
  visits: ReadonlyMap<string, ComingVisit>,
  at: Instant,
): ((row: Sorted) => Standing) => {
  const clocksOf = orderClocksAmong(organisations)
  const calendars = new Map(organisations.map(({ id, calendar }) => [id, calendar ?? defaultCalendar]))
  // Reading a zone is slow, and most organisations share one.
  const ends = new Map<string, Instant>()
  const tomorrowOf = (organisationId: WorkOrder['organisationId']): Instant => {
    const calendar = calendars.get(organisationId) ?? defaultCalendar
    const end = ends.get(calendar.timeZone) ?? endOfToday(calendar, at)
    ends.set(calendar.timeZone, end)
    return end
  }
  return (row) => {
    const {
      id,
      status: written,
      offered_at: offeredAt,
      organisation_id: organisationId,
      remote_since: remoteSince,
    } = row
    const visit = written === 'contacted' || written === 'booked' ? visits.get(id) : undefined
    // Booked here, and the server does not know it yet.
    const status = visit === undefined ? written : 'booked'
    const from = visit?.from ?? row.appointment_from
    const appointment = from === null ? null : { from }
    const clocks = clocksOf({ status, offeredAt, organisationId, remoteSince, appointment }, timedOf(row), at)
    const tasks = tasksOf({ status, clocks, isDoubtful: visit?.isDoubtful === true }, tomorrowOf(organisationId))
    return { id, offeredAt, due: dueNext(clocks), tasks }
  }
}

const counted = (standings: readonly Standing[]): Record<OrderTask, number> => {
  const counts = Object.fromEntries(orderTasks.map((task) => [task, 0])) as Record<OrderTask, number>
  for (const { tasks } of standings) for (const task of tasks) counts[task] += 1
  return counts
}

/** What is due first comes first, then what waits by its age. */
const byDue = (one: Standing, other: Standing): number => {
  const [first, second] = [one.due?.at ?? Infinity, other.due?.at ?? Infinity]
  return first === second ? one.offeredAt - other.offeredAt : first - second
}

/**
 * The live orders by what is due first, then the ended ones, the last one first; and how many of all live ones there
 * are to do what with. Narrowed to a task, only the live ones that it counts.
 */
export const listOrders = (replica: Replica, { view, task = null, limit, at }: OrderFilter): OrderList => {
  const { db } = replica
  const [condition, params] = view === 'toDo' ? waitingFor(replica) : ['1', []]
  const live = db.all<Sorted>(
    `select o.id, o.organisation_id, o.status, o.offered_at, o.remote_since, o.appointment_from,
       t.priority, t.status ticket_status, t.runs, t.organisation_id promised_by
     from order_row o left join ticket_row t on t.id = o.ticket_id where o.ended_at is null and ${condition}`,
    params,
  )
  const organisations = listShown(db, 'organisation')
  const now = at ?? correctedNow(replica)
  const standings = live.map(standingAmong(organisations, comingVisits(db, organisations, now), now))
  const shown = (task === null ? standings : standings.filter(({ tasks }) => tasks.includes(task)))
    .sort(byDue)
    .slice(0, limit)
  const ended =
    view === 'toDo' || task !== null
      ? []
      : db.all<{ id: WorkOrder['id'] }>(
          'select id from order_row where ended_at is not null order by ended_at desc limit ?',
          [limit - shown.length],
        )
  const listed = [...shown, ...ended.map(({ id }) => ({ id, due: null }))]
  return { rows: orderRowsOf(db, listed, organisations), counts: counted(standings) }
}
