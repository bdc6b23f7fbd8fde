import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Call } from '#shared/domain/call'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import type { Queue } from '#shared/domain/queue'
import { permissions } from '#shared/domain/role'
import { personIdSchema, type CallId, type PersonId } from '#shared/ids'
import type { Database } from '../db/database'
import type { TelephoneNeeds } from './needs'

/** As many as a call keeps; an exchange that rings more rings a whole floor. */
const peopleLimit = 200

/** What a call tells about who fits it. */
type Wanted = { queue: Queue; domain: ProblemDomain | null }

/** Who is ready, serves the queue and may answer; as the tail of a query. */
const readyFor = (queue: Queue): RawBuilder<unknown> => sql`
  from document agent join document person on person.noun = 'person' and person.id = agent.id
  where agent.noun = 'agent' and agent.body->>'state' = 'ready' and person.body->'queues' ? ${queue}
    and person.body->>'role' = any(${[...permissions['call.answer']]})`

/** Whoever knows the call's domain goes first, then the longest idle. */
const readyOf = async (
  db: Kysely<Database>,
  { queue, domain }: Wanted,
  among: RawBuilder<boolean>,
  limit: RawBuilder<number>,
): Promise<PersonId[]> => {
  const { rows } = await sql<{ id: string }>`select agent.id ${readyFor(queue)} and ${among}
    order by coalesce(person.body->'domains' ? ${domain}::text, false) desc, (agent.body->>'since')::bigint, agent.id
    limit ${limit}`.execute(db)
  return rows.map((row) => personIdSchema.parse(row.id))
}

/** @returns everybody who is ready now, serves the queue and may answer; who fits best first */
export const findReadyAgents = (
  db: Kysely<Database>,
  queue: Queue,
  domain: ProblemDomain | null = null,
): Promise<PersonId[]> => readyOf(db, { queue, domain }, sql`true`, sql`${peopleLimit}`)

/** At whom a call rings now; whose console is gone will not pick up. */
const ringsAt = (callId: CallId): RawBuilder<boolean> => sql`agent.noun = 'agent'
  and agent.body->>'state' = 'ringing' and agent.body->>'callId' = ${callId}
  and agent.body->'next'->>'reason' is distinct from 'disconnected'`

/** How many more telephones a call may ring. */
const roomOf = (callId: CallId, ringAtOnce: number): RawBuilder<number> =>
  sql`least(${peopleLimit}, greatest(0, ${ringAtOnce} - (select count(*) from document agent where ${ringsAt(callId)})))`

/** Whether an agent has just waved a call away. */
const hasDeclined = (callId: CallId, since: number): RawBuilder<boolean> => sql`exists (
  select 1 from event where event.noun = 'call' and event.entity_id = ${callId}
    and event.name = 'call.declined' and event.by_person = agent.id and event.at > ${since})`

type ChoiceNeeds = Pick<TelephoneNeeds, 'db' | 'clock' | 'ringAtOnce' | 'callLimits'>
/** A call that rings for anybody, or will: it need not be known yet. */
export type OpenCall = Pick<Call, 'id' | 'queue' | 'problemDomain'>

/**
 * Whom a call that rings for anybody may ring besides those it rings already: one question, so that two who ask at the
 * same time come to the same. Who has just waved this call away is left in peace.
 * @returns no more than bring it to `ringAtOnce` telephones, who fits best first
 */
export const findAgentsFor = (
  { db, clock, ringAtOnce, callLimits }: ChoiceNeeds,
  { id, queue, problemDomain }: OpenCall,
): Promise<PersonId[]> =>
  readyOf(
    db,
    { queue, domain: problemDomain },
    sql`not ${hasDeclined(id, clock() - callLimits.restMs)}`,
    roomOf(id, ringAtOnce),
  )

/** @returns whether a call rings at as many telephones as it may, or all who are ready have just waved it away */
export const leavesAgentsToOthers = async (
  { db, clock, ringAtOnce, callLimits }: ChoiceNeeds,
  { id, queue }: OpenCall,
): Promise<boolean> => {
  const { rows } = await sql<{ leaves: boolean }>`
    select ${roomOf(id, ringAtOnce)} = 0 or coalesce(bool_and(${hasDeclined(id, clock() - callLimits.restMs)}), false)
      as leaves ${readyFor(queue)}`.execute(db)
  return rows[0]?.leaves === true
}

/** @returns at whom a call rings now, in no order; who was named and then taken by another call is not among them */
export const findRingingAgents = async ({ db }: Pick<TelephoneNeeds, 'db'>, callId: CallId): Promise<Set<PersonId>> => {
  const { rows } = await sql<{ id: string }>`select agent.id from document agent where ${ringsAt(callId)}`.execute(db)
  return new Set(rows.map((row) => personIdSchema.parse(row.id)))
}
