import type { Organisation } from '#shared/domain/organisation'
import { policyOf, resolveClock, type SlaClock, type SlaPolicy, type Timed } from '#shared/domain/sla'
import type { Instant } from '#shared/domain/time'
import { listShown } from '../replica/documents'
import type { Replica } from '../replica/replica'

/** @param organisationId whose promise counts: the one referred to, else the vendor's. */
export type TimeLeft = (ticket: Timed, organisationId: string | null) => SlaClock | null

/** Reads the organisations' promises once, for all tickets of one answer. */
export const timeLeftAt = ({ db }: Replica, now: Instant): TimeLeft => {
  const organisations = listShown(db, 'organisation')
  const vendor = organisations.find(({ kind }) => kind === 'vendor') ?? null
  const policies = new Map<string, SlaPolicy>()
  const policyFor = (organisation: Organisation | null): SlaPolicy => {
    const key = organisation?.id ?? ''
    const known = policies.get(key)
    if (known !== undefined) return known
    const policy = policyOf(organisation)
    policies.set(key, policy)
    return policy
  }
  return (ticket, organisationId) => resolveClock(ticket, policyFor(organisations.find(({ id }) => id === organisationId) ?? vendor), now)
}
