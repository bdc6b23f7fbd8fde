import { sql } from 'kysely'
import { organisationSchema, type Organisation } from '#shared/domain/organisation'
import { policyFor } from '#shared/domain/sla'
import { openTicketStatuses, referredTo, ticketSchema, type Ticket } from '#shared/domain/ticket'
import { isPassed, ticketClocks, type ClockKind } from '#shared/domain/time-clocks'
import type { SystemCommand } from '../commands/runner'
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
    .where(
      sql<boolean>`(body->>'breachedAt' is null or body->>'status' = 'new' and body->>'responseMissedAt' is null
        or body->>'firstLineSince' is not null and body->>'firstLinePassedAt' is null)`,
    )
    .where(sql<boolean>`body->'runs' is not null`)
    .execute()
  return rows.flatMap(({ body }) => ticketSchema.safeParse(body).data ?? [])
}

const readOrganisations = async ({ db }: Services): Promise<Organisation[]> =>
  (await db.selectFrom('document').select('body').where('noun', '=', 'organisation').execute()).flatMap(
    ({ body }) => organisationSchema.safeParse(body).data ?? [],
  )

type Record = { isRecorded: (ticket: Ticket) => boolean; name: SystemCommand['name']; key: string }
/** What each clock that runs out leaves on its ticket. */
const records: Partial<{ [K in ClockKind]: Record }> = {
  solve: {
    isRecorded: ({ breachedAt }) => (breachedAt ?? null) !== null,
    name: 'ticket.systemBreach',
    key: 'breach',
  },
  response: {
    isRecorded: ({ responseMissedAt }) => (responseMissedAt ?? null) !== null,
    name: 'ticket.systemMissResponse',
    key: 'missResponse',
  },
  firstLine: {
    isRecorded: ({ firstLinePassedAt }) => (firstLinePassedAt ?? null) !== null,
    name: 'ticket.systemPassFirstLine',
    key: 'passFirstLine',
  },
}

/** Records, once, every clock of an open ticket that has run out. @returns how many */
export const recordBreaches = async (services: Services): Promise<number> => {
  const [tickets, organisations] = await Promise.all([openTickets(services), readOrganisations(services)])
  const now = services.clock()
  let recorded = 0
  for (const ticket of tickets) {
    const clocks = ticketClocks(ticket, policyFor(organisations, referredTo(ticket)), now)
    for (const clock of clocks.filter(isPassed)) {
      const record = records[clock.kind]
      if (record === undefined || record.isRecorded(ticket)) continue
      const args = { ticketId: ticket.id, dueAt: clock.dueAt }
      const { applied } = await services.runner.runSystem([{ name: record.name, args }], {
        key: `${record.key}:${ticket.id}:${String(clock.dueAt)}`,
      })
      if (applied) recorded += 1
    }
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
