import { sql } from 'kysely'
import { policyOf } from '#shared/domain/sla'
import { organisationSchema } from '#shared/domain/organisation'
import { dayMs } from '#shared/domain/time'
import { contactDueAt, workOrderSchema, type WorkOrder } from '#shared/domain/work-order'
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

/** Records, once, every order whose customer nobody called on the day. @returns how many */
export const recordMissedContacts = async (services: Services): Promise<number> => {
  const orders = await ordersWhere(services, toContact)
  if (orders.length === 0) return 0
  const rows = await services.db.selectFrom('document').select('body').where('noun', '=', 'organisation').execute()
  const organisations = rows.flatMap(({ body }) => organisationSchema.safeParse(body).data ?? [])
  const now = services.clock()
  let recorded = 0
  for (const order of orders) {
    const organisation = organisations.find(({ id }) => id === order.organisationId) ?? null
    const dueAt = contactDueAt(order, policyOf(organisation).calendar)
    if (dueAt === null || now < dueAt) continue
    const { applied } = await services.runner.runSystem(
      [{ name: 'workOrder.systemMissContact', args: { orderId: order.id, dueAt } }],
      { key: `missContact:${order.id}` },
    )
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
    running ??= recordMissedContacts(services)
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
