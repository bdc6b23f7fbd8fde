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

/** What the exchange learns of a caller's prospects. `place` 1 is next; null where the caller is not waiting. */
export type CallerOutlook = { ring: string[]; place: number | null; waitSeconds: number | null }

/** Fewer answers within the hour allow no estimate. */
const minAnswers = 5

/** @returns the mean time between two answered calls of a queue in the last hour, ms; null where they are too few */
export const answerInterval = async (
  { db, clock }: Pick<TelephoneNeeds, 'db' | 'clock'>,
  queue: Queue,
): Promise<number | null> => {
  // Voicemail and calls between colleagues do not shorten the queue.
  const { rows } = await sql<{ answers: number; spanMs: number | null }>`
    select count(*)::int as answers, max((body->>'answeredAt')::bigint) - min((body->>'answeredAt')::bigint) as "spanMs"
    from document where noun = 'call' and body->>'answeredAt' is not null
      and (body->>'answeredAt')::bigint > ${clock() - hourMs} and body->>'direction' = 'in' and body->>'queue' = ${queue}
      and body->>'colleagueId' is null and body->>'hasMessage' is distinct from 'true'`.execute(db)
  const { answers, spanMs } = rows[0] ?? { answers: 0, spanMs: null }
  return answers < minAnswers || spanMs === null ? null : spanMs / (answers - 1)
}

const noOutlook: CallerOutlook = { ring: [], place: null, waitSeconds: null }

/**
 * Which telephones the exchange should ring for a caller, and their place in the queue. Makes the same queries whatever
 * was keyed in, so that the time of the answer reveals nothing about a code.
 * @param wanted the queue and the domain just decided; otherwise those of the call are used
 * @returns the telephones that ring, or that would be rung now; nothing for a call that is not waiting
 */
export const callerOutlook = async (
  needs: TelephoneNeeds,
  pbxCallId: string,
  wanted: { queue: Queue; problemDomain: ProblemDomain | null } | null = null,
): Promise<CallerOutlook> => {
  const { callId, call } = await currentCall(needs, pbxCallId, 'follow')
  if (call === null || (await isRefused(needs, pbxCallId))) return noOutlook
  const queue = wanted?.queue ?? call.queue
  const problemDomain = wanted?.problemDomain ?? call.problemDomain
  const ringing = await findRingingAgents(needs, callId)
  const next = await findAgentsFor(needs, { id: callId, queue, problemDomain })
  const place = await placeInQueue(needs, callId, queue)
  const intervalMs = await answerInterval(needs, queue)
  if (place === null) return noOutlook
  const people = call.phase === 'ringing' ? call.rung.filter((person) => ringing.has(person)) : next
  return {
    ring: await extensionsOf(needs.db, people),
    place,
    waitSeconds: intervalMs === null ? null : Math.ceil((place * intervalMs) / 1000),
  }
}
