import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Call } from '#shared/domain/call'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import type { Queue } from '#shared/domain/queue'
import { rolesFor } from '#shared/domain/may'
import { personIdSchema, type CallId, type PersonId } from '#shared/ids'
import type { Database } from '../db/database'
import type { TelephoneNeeds } from './needs'

/** A call stores no more people. */
const maxPeople = 200

/** What a call says about the agents who suit it. */
type Wanted = { queue: Queue; domain: ProblemDomain | null }

/** The tail of a query: agents who are ready, serve the queue and may answer. */
const readyFor = (queue: Queue): RawBuilder<unknown> => sql`
  from document agent join document person on person.noun = 'person' and person.id = agent.id
  where agent.noun = 'agent' and agent.body->>'state' = 'ready' and person.body->'queues' ? ${queue}
    and person.body->>'role' = any(${[...rolesFor('call.answer')]})`

/** Those who know the call's problem domain first, then the longest idle. */
const selectReady = async (
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

/** @returns everybody who is ready now, serves the queue and may answer; the most suitable first */
export const findReadyAgents = (
  db: Kysely<Database>,
  queue: Queue,
  domain: ProblemDomain | null = null,
): Promise<PersonId[]> => selectReady(db, { queue, domain }, sql`true`, sql`${maxPeople}`)

/** The condition that a call rings an agent now; an agent whose console is disconnected will not pick up. */
const isRungBy = (callId: CallId): RawBuilder<boolean> => sql`agent.noun = 'agent'
  and agent.body->>'state' = 'ringing' and agent.body->>'callId' = ${callId}
  and agent.body->'next'->>'reason' is distinct from 'disconnected'`

/** The expression for how many more telephones a call may ring. */
const freeSlotsOf = (callId: CallId, ringAtOnce: number): RawBuilder<number> =>
  sql`least(${maxPeople}, greatest(0, ${ringAtOnce} - (select count(*) from document agent where ${isRungBy(callId)})))`

/** The condition that an agent has declined a call since then. */
const hasDeclined = (callId: CallId, since: number): RawBuilder<boolean> => sql`exists (
  select 1 from event where event.noun = 'call' and event.entity_id = ${callId}
    and event.name = 'call.declined' and event.by_person = agent.id and event.at > ${since})`

type ChoiceNeeds = Pick<TelephoneNeeds, 'db' | 'clock' | 'ringAtOnce' | 'callLimits'>
/** A call that rings, or will ring, anybody who is ready; it need not exist yet. */
export type OpenCall = Pick<Call, 'id' | 'queue' | 'problemDomain'>

/**
 * Chooses the agents whom an open call may ring in addition: one query, so that two nodes asking at the same time get
 * the same answer. Agents who have just declined this call are left out.
 * @returns at most as many as bring it to `ringAtOnce` telephones, the most suitable first
 */
export const findAgentsFor = (
  { db, clock, ringAtOnce, callLimits }: ChoiceNeeds,
  { id, queue, problemDomain }: OpenCall,
): Promise<PersonId[]> =>
  selectReady(
    db,
    { queue, domain: problemDomain },
    sql`not ${hasDeclined(id, clock() - callLimits.restMs)}`,
    freeSlotsOf(id, ringAtOnce),
  )

/** @returns whether a call already rings as many telephones as it may, or every ready agent has just declined it */
export const leavesAgentsToOthers = async (
  { db, clock, ringAtOnce, callLimits }: ChoiceNeeds,
  { id, queue }: OpenCall,
): Promise<boolean> => {
  const { rows } = await sql<{ leaves: boolean }>`
    select ${freeSlotsOf(id, ringAtOnce)} = 0 or coalesce(bool_and(${hasDeclined(id, clock() - callLimits.restMs)}), false)
      as leaves ${readyFor(queue)}`.execute(db)
  return rows[0]?.leaves === true
}

/** @returns the agents a call rings now; not those it named whom another call has taken */
export const findRingingAgents = async ({ db }: Pick<TelephoneNeeds, 'db'>, callId: CallId): Promise<Set<PersonId>> => {
  const { rows } = await sql<{ id: string }>`select agent.id from document agent where ${isRungBy(callId)}`.execute(db)
  return new Set(rows.map((row) => personIdSchema.parse(row.id)))
}
