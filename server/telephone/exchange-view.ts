import type { Kysely } from 'kysely'
import type { Call } from '#shared/domain/call'
import { personSchema } from '#shared/domain/person'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import { queues, type Queue } from '#shared/domain/queue'
import type { PersonId } from '#shared/ids'
import type { Database } from '../db/database'
import { currentCall } from './current-call'
import type { TelephoneNeeds } from './needs'
import { findReadyAgents } from './ready-agents'

/** @returns the telephones of people, in their order, without people who have none */
export const extensionsOf = async (db: Kysely<Database>, people: readonly PersonId[]): Promise<string[]> => {
  if (people.length === 0) return []
  const rows = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'person')
    .where('id', 'in', people)
    .execute()
  const persons = new Map(
    rows.flatMap(({ body }) => personSchema.safeParse(body).data ?? []).map((one) => [one.id, one]),
  )
  return people.flatMap((id) => persons.get(id)?.extension ?? [])
}

/** @returns the telephones of ready agents by queue; those who know the domain first, then the longest idle */
export const readyExtensions = async (
  { db }: Pick<TelephoneNeeds, 'db'>,
  wanted: readonly Queue[] = queues,
  domain: ProblemDomain | null = null,
): Promise<Partial<Record<Queue, string[]>>> => {
  const ready: Partial<Record<Queue, string[]>> = {}
  for (const queue of wanted) ready[queue] = await extensionsOf(db, await findReadyAgents(db, queue, domain))
  return ready
}

/** What the exchange may learn of a call: mostly what it sent itself, and neither the caller nor the customer. */
export type CallForExchange = Pick<Call, 'phase' | 'direction' | 'queue' | 'cause'> & {
  identity: Call['identity']['status']
  ring: string[]
  answeredBy: string | null
}

/** @returns the state of a call by the exchange's own id; null where it is unknown */
export const callForExchange = async (
  needs: Pick<TelephoneNeeds, 'db' | 'clock'>,
  pbxCallId: string,
): Promise<CallForExchange | null> => {
  const { call } = await currentCall(needs, pbxCallId, 'follow')
  if (call === null) return null
  const { phase, direction, queue, cause, identity, rung, answeredBy } = call
  const [answered = null] = answeredBy === null ? [] : await extensionsOf(needs.db, [answeredBy])
  return {
    phase,
    direction,
    queue,
    cause,
    identity: identity.status,
    ring: await extensionsOf(needs.db, rung),
    answeredBy: answered,
  }
}
