import type { Call } from '#shared/domain/call'
import type { CallView } from '#shared/ipc/replica-views'

/** How a call stands to the person at this desk. */
export type OwnPhase = 'ringing' | 'talking' | 'wrapUp'

/** @returns null for a call that is none of this person's business now: in the menu, another's, or wrapped up. */
export const ownPhase = (call: Call, personId: string | null): OwnPhase | null => {
  if (personId === null) return null
  const isAnsweredHere = call.answeredBy === personId
  if (call.phase === 'ringing') return call.rung.some((id) => id === personId) ? 'ringing' : null
  if (call.phase === 'talking') return isAnsweredHere ? 'talking' : null
  return call.phase === 'ended' && isAnsweredHere && call.disposition === null ? 'wrapUp' : null
}

const order: Record<OwnPhase, number> = { talking: 0, ringing: 1, wrapUp: 2 }

/**
 * The calls of this desk: the one talking first, then what rings, the longest first, then what waits for its wrap-up.
 */
export const ownCalls = (views: readonly CallView[], personId: string | null): { view: CallView; phase: OwnPhase }[] =>
  views
    .flatMap((view) => {
      const phase = ownPhase(view.call, personId)
      return phase === null ? [] : [{ view, phase }]
    })
    .sort((a, b) => order[a.phase] - order[b.phase] || a.view.call.startedAt - b.view.call.startedAt)

/** Since when the shown state lasts: ringing from the ring, talking from the answer, wrap-up from the end. */
export const phaseSince = (call: Call): number => call.endedAt ?? call.answeredAt ?? call.rangAt ?? call.startedAt
