import { dayMs, type Instant } from './time'
import { policyOf } from './sla'
import type { Organisation } from './organisation'
import { knownUntil } from './public-holidays'

/** How far ahead a time limit or an appointment reaches. */
const aheadMs = 31 * dayMs

/**
 * @returns the last date whose public holidays are known here to some organisation's calendar, where the days ahead go
 *   beyond it: from then on those holidays count as ordinary days. Null where all are known
 */
export const holidaysUnknownAfter = (organisations: readonly Organisation[], now: Instant): string | null => {
  const ahead = new Date(now + aheadMs).toISOString().slice(0, 10)
  const ends = organisations
    .filter(({ state }) => state !== 'closed')
    .flatMap((organisation) => knownUntil(policyOf(organisation).calendar) ?? [])
  return ends.filter((date) => date < ahead).sort()[0] ?? null
}
