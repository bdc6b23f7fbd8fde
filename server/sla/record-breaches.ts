import { sql } from 'kysely'
import { organisationSchema, type Organisation } from '#shared/domain/organisation'
import { policyFor, resolveClock } from '#shared/domain/sla'
import { openTicketStatuses, referredTo, ticketSchema, type Ticket } from '#shared/domain/ticket'
import { messageOf } from '../failure-error'
import type { Services } from '../services'

/** Written out, not sent as parameters: the partial index of open tickets serves only a query that names them. */
const openStatuses = sql.join(openTicketStatuses.map((status) => sql.lit(status)))

const openTickets = async ({ db }: Services): Promise<Ticket[]> => {
  const rows = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'ticket')
    .where(sql<boolean>`body->>'status' in (${openStatuses})`)
    .where(sql<boolean>`body->>'breachedAt' is null`)
    .where(sql<boolean>`body->'runs' is not null`)
    .execute()
  return rows.flatMap(({ body }) => ticketSchema.safeParse(body).data ?? [])
}

const readOrganisations = async ({ db }: Services): Promise<Organisation[]> =>
  (await db.selectFrom('document').select('body').where('noun', '=', 'organisation').execute()).flatMap(
    ({ body }) => organisationSchema.safeParse(body).data ?? [],
  )

/** Records, once, every open ticket that has exceeded its time limit. @returns how many */
export const recordBreaches = async (services: Services): Promise<number> => {
  const [tickets, organisations] = await Promise.all([openTickets(services), readOrganisations(services)])
  const now = services.clock()
  let recorded = 0
  for (const ticket of tickets) {
    const clock = resolveClock(ticket, policyFor(organisations, referredTo(ticket)), now)
    if (clock?.state !== 'running' || clock.dueAt === null || clock.leftMs > 0) continue
    const { applied } = await services.runner.runSystem(
      [{ name: 'ticket.systemBreach', args: { ticketId: ticket.id, dueAt: clock.dueAt } }],
      { key: `breach:${ticket.id}:${String(clock.dueAt)}` },
    )
    if (applied) recorded += 1
  }
  return recorded
}

/** Lists show minutes, so this is precise enough. */
const lookEveryMs = 30_000

/** Checks time limits regularly. Several nodes may do so: the first one records a breach. */
export const watchTimeLimits = (services: Services): void => {
  let running: Promise<unknown> | null = null
  const look = (): void => {
    running ??= recordBreaches(services)
      // While the database is away nothing can be done; the next check tries again.
      .catch((error: unknown) => {
        services.log.warn({ error: messageOf(error) }, 'time limits were not checked')
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
