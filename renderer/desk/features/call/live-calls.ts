import { useMemo } from 'react'
import type { Call } from '#shared/domain/call'
import { ownPhase, type OwnPhase } from '#shared/domain/call-desk'
import type { PersonId } from '#shared/ids'
import type { CallView } from '#shared/ipc/replica-views'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { usePerson } from '../session'

const order: Record<OwnPhase, number> = { talking: 0, dialling: 1, ringing: 2, wrapUp: 3 }

/**
 * The calls of this desk: the one talking first, then what rings, the longest first, then what waits for its wrap-up.
 */
export const ownCalls = (
  views: readonly CallView[],
  personId: PersonId | null,
): { view: CallView; phase: OwnPhase }[] =>
  views
    .flatMap((view) => {
      const phase = ownPhase(view.call, personId)
      return phase === null ? [] : [{ view, phase }]
    })
    .sort((a, b) => order[a.phase] - order[b.phase] || a.view.call.startedAt - b.view.call.startedAt)

/** A ring lasts less than this; a caller who has been there longer has waited. */
const ringMs = 90_000

/** The word of a call's state at this desk, with the time since when it counts. */
export const shownState = (
  call: Call,
  phase: OwnPhase,
  personId: PersonId | null,
  now: number,
): { word: OwnPhase | 'waited'; since: number } =>
  phase === 'ringing' && now - call.startedAt >= ringMs
    ? { word: 'waited', since: call.startedAt }
    : { word: phase, since: phaseSince(call, phase, personId) }

/**
 * Since when the shown state lasts: ringing from the ring, talking from the answer or from when the call was handed to
 * this person, wrap-up from the end of their part.
 */
export const phaseSince = (call: Call, phase: OwnPhase | null = null, personId: PersonId | null = null): number => {
  const parts = personId === null ? [] : (call.talks ?? []).filter((talk) => talk.personId === personId)
  const last = parts.at(-1)
  if (phase === 'talking' && last?.until === null) return last.from
  if (phase === 'wrapUp' && typeof last?.until === 'number') return last.until
  return call.endedAt ?? call.answeredAt ?? call.rangAt ?? call.startedAt
}

/** The calls of this desk as they stand now. A call left unwrapped is found through the agent's own state. */
export const useOwnCalls = (): { view: CallView; phase: OwnPhase }[] => {
  const person = usePerson()
  const live = useReplicaQuery('call.listLive', null)
  const agent = useReplicaQuery('agent.read', null)
  const leftId = agent.data?.agent?.state === 'afterCall' ? agent.data.agent.callId : null
  const left = useReplicaQuery('call.read', leftId === null ? undefined : { callId: leftId })
  return useMemo(() => {
    const views = live.data ?? []
    const after = leftId === null ? null : left.data
    return ownCalls(
      after === null || views.some(({ call }) => call.id === after.call.id) ? views : [...views, after],
      person?.id ?? null,
    )
  }, [live.data, left.data, leftId, person?.id])
}
