import { sql } from 'kysely'
import { policyOf } from '#shared/domain/sla'
import { organisationSchema } from '#shared/domain/organisation'
import { dayMs, type Instant } from '#shared/domain/time'
import { isPassed, orderClocks } from '#shared/domain/time-clocks'
import { workOrderSchema, type WorkOrder } from '#shared/domain/work-order'
import { messageOf } from '../failure-error'
import type { Services } from '../services'

/** How long an organisation sees ticket and customer of an order after it is over, where the operator says nothing. */
export const defaultOrderSightDays = 30

const ordersWhere = async ({ db }: Services, condition: ReturnType<typeof sql<boolean>>): Promise<WorkOrder[]> => {
  const rows = await db.selectFrom('document').select('body').where('noun', '=', 'workOrder').where(condition).execute()
  return rows.flatMap(({ body }) => workOrderSchema.safeParse(body).data ?? [])
}

/** Written out, not sent as parameters: a partial index serves only a query that names what it holds. */
const toContact = sql<boolean>`body->>'status' in ('offered', 'accepted') and body->>'contactMissedAt' is null`

const fromAfar = sql<boolean>`body->>'status' = 'underWay' and body->>'remotePassedAt' is null
  and body->>'remoteSince' is not null`

/** What each clock of an order that runs out leaves on it. */
const records = {
  contact: { orders: toContact, name: 'workOrder.systemMissContact', key: () => '' },
  // It begins anew where they go on from afar after a visit.
  remote: { orders: fromAfar, name: 'workOrder.systemPassRemote', key: (dueAt: Instant) => `:${String(dueAt)}` },
} as const

/**
 * Records, once, every order whose customer nobody called on the day, or that was under way from afar for too long.
 * @returns how many
 */
export const recordPassedOrders = async (services: Services, kind: keyof typeof records): Promise<number> => {
  const { orders: condition, name, key } = records[kind]
  const orders = await ordersWhere(services, condition)
  if (orders.length === 0) return 0
  const rows = await services.db.selectFrom('document').select('body').where('noun', '=', 'organisation').execute()
  const organisations = rows.flatMap(({ body }) => organisationSchema.safeParse(body).data ?? [])
  const now = services.clock()
  let recorded = 0
  for (const order of orders) {
    const { calendar } = policyOf(organisations.find(({ id }) => id === order.organisationId) ?? null)
    const clock = orderClocks(order, calendar, now).find((each) => each.kind === kind)
    if (clock === undefined || clock.dueAt === null || !isPassed(clock)) continue
    const { dueAt } = clock
    const { applied } = await services.runner.runSystem([{ name, args: { orderId: order.id, dueAt } }], {
      key: `${kind === 'contact' ? 'missContact' : 'passRemote'}:${order.id}${key(dueAt)}`,
    })
    if (applied) recorded += 1
  }
  return recorded
}

/** Ends the sight of organisations whose orders have been over long enough. @returns how many */
export const endSights = async (services: Services): Promise<number> => {
  const until = services.clock() - services.orderSightDays * dayMs
  const orders = await ordersWhere(
    services,
    sql<boolean>`body->>'sightEndedAt' is null and (body->>'endedAt')::bigint <= ${until}`,
  )
  for (const { id: orderId } of orders)
    await services.runner.runSystem([{ name: 'workOrder.systemEndSight', args: { orderId } }])
  return orders.length
}

const lookEveryMs = 30_000

/** Looks at the orders regularly. Several nodes may do so: the first one records. */
export const watchOrders = (services: Services): void => {
  let running: Promise<unknown> | null = null
  const look = (): void => {
    running ??= recordPassedOrders(services, 'contact')
      .then(() => recordPassedOrders(services, 'remote'))
      .then(() => endSights(services))
      // While the database is away nothing can be done; the next look tries again.
      .catch((error: unknown) => {
        services.log.warn({ error: messageOf(error) }, 'work orders were not looked at')
      })
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(look, lookEveryMs)
  timer.unref()
  services.onClose(async () => {
    clearInterval(timer)
    await running
  })
}
