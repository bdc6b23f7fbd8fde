import { sql } from 'kysely'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import type { Queue } from '#shared/domain/queue'
import { hourMs } from '#shared/domain/time'
import { currentCall } from './current-call'
import { extensionsOf } from './exchange-view'
import type { TelephoneNeeds } from './needs'
import { findAgentsFor, findRingingAgents } from './ready-agents'
import { isRefused } from './screening'
import { placeInQueue } from './waiting-calls'

/** What the exchange is told of a caller's prospects. `place` 1 is next; null where nobody waits, or nobody can say. */
export type CallerOutlook = { ring: string[]; place: number | null; waitSeconds: number | null }

/** Fewer answers within the hour say nothing about the next one. */
const answersNeeded = 5

/** @returns the mean time between two answers of a queue's callers within the last hour, ms; null of too few */
export const answerInterval = async (
  { db, clock }: Pick<TelephoneNeeds, 'db' | 'clock'>,
  queue: Queue,
): Promise<number | null> => {
  // A machine that takes a message and a call between colleagues bring no caller nearer to an agent.
  const { rows } = await sql<{ answers: number; spanMs: number | null }>`
    select count(*)::int as answers, max((body->>'answeredAt')::bigint) - min((body->>'answeredAt')::bigint) as "spanMs"
    from document where noun = 'call' and body->>'answeredAt' is not null
      and (body->>'answeredAt')::bigint > ${clock() - hourMs} and body->>'direction' = 'in' and body->>'queue' = ${queue}
      and body->>'colleagueId' is null and body->>'hasMessage' is distinct from 'true'`.execute(db)
  const { answers, spanMs } = rows[0] ?? { answers: 0, spanMs: null }
  return answers < answersNeeded || spanMs === null ? null : spanMs / (answers - 1)
}

const none: CallerOutlook = { ring: [], place: null, waitSeconds: null }

/**
 * Whom the exchange is to ring for a caller and what it may tell them, by the same questions whatever was keyed in.
 * @param wanted the queue and the domain just decided; else where the call stands
 * @returns whom a call that rings does ring, else who would be rung now; nothing for a call that waits for nobody
 */
export const callerOutlook = async (
  needs: TelephoneNeeds,
  pbxCallId: string,
  wanted: { queue: Queue; problemDomain: ProblemDomain | null } | null = null,
): Promise<CallerOutlook> => {
  const { callId, call } = await currentCall(needs, pbxCallId, 'follow')
  if (call === null || (await isRefused(needs, pbxCallId))) return none
  const queue = wanted?.queue ?? call.queue
  const problemDomain = wanted?.problemDomain ?? call.problemDomain
  const ringing = await findRingingAgents(needs, callId)
  const next = await findAgentsFor(needs, { id: callId, queue, problemDomain })
  const place = await placeInQueue(needs, callId, queue)
  const intervalMs = await answerInterval(needs, queue)
  if (place === null) return none
  const people = call.phase === 'ringing' ? call.rung.filter((person) => ringing.has(person)) : next
  return {
    ring: await extensionsOf(needs.db, people),
    place,
    waitSeconds: intervalMs === null ? null : Math.ceil((place * intervalMs) / 1000),
  }
}
