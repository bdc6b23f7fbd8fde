import type { RemoteMessageKind } from '#shared/domain/remote-message'
import type { RemoteRight } from '#shared/domain/remote-session'
import type { RemoteAct } from '#shared/protocol/remote'
import type { TakingPart } from '../socket'

/** What the customer has said, and no more than that; kept beside the rules, by the simplest means. */
type Said = { rights: readonly RemoteRight[] | null; isPaused: boolean; isOver: boolean }
type Moment = { at: number; said: Said[]; node: number }

const isAllowed = ({ rights, isPaused, isOver }: Said, from: TakingPart, kind: RemoteMessageKind): boolean => {
  if (isOver) return false
  if (kind === 'chat') return true
  if (rights?.includes('screen') !== true) return false
  if (kind === 'signal') return true
  if (isPaused) return false
  if (from === 'customer') return true
  if (kind === 'drawing') return rights.includes('data')
  return kind !== 'changeMark' || rights.includes('settings')
}

const after = (said: Said, act: RemoteAct): Said => {
  if (act.act === 'allow')
    return {
      rights: act.rights,
      isPaused: said.isPaused && act.rights.includes('screen'),
      isOver: said.isOver || (said.rights === null && act.rights.length === 0),
    }
  if (act.act === 'pause') return { ...said, isPaused: said.rights?.includes('screen') === true }
  // Without a picture there is nothing to be paused.
  if (act.act === 'resume' || act.act === 'hide') return { ...said, isPaused: false }
  return act.act === 'end' ? { ...said, isOver: true } : said
}

/** Answers after which an act was done or not. */
const mayBeDone = new Set(['unanswered', 'databaseUnavailable', 'internal'])

export type ConsentOracle = {
  /** The customer begins to act: from now on it may count. @returns what to call with the answer */
  begins: (act: RemoteAct, node: number) => (answer: string) => void
  /** It is over, by whomever. */
  isOver: (node: number) => void
  /**
   * How long before it was sent the message was last allowed; 0 where it was allowed between sending and arriving.
   * `isSameNode`: whether what forbade it was said at the sender's own server.
   */
  lagOf: (message: Sent) => { ms: number; isSameNode: boolean }
}
export type Sent = { from: TakingPart; kind: RemoteMessageKind; node: number; sentAt: number; arrivedAt: number }

/** Knows what the customer allowed when: from the moment they say so until the moment they are told that it is done. */
export const createConsentOracle = (node: number): ConsentOracle => {
  /** All that may be so: more than one after an act without an answer, which was done or not. */
  let said: Said[] = [{ rights: null, isPaused: false, isOver: false }]
  const moments: Moment[] = [{ at: performance.now(), said, node }]
  /** What is over by somebody else's doing; what the customer says before that is noticed counts no more. */
  let over: { at: number; node: number } | null = null
  const note = (possible: Said[], where: number): void => {
    moments.push({ at: performance.now(), said: possible, node: where })
  }
  return {
    begins: (act, where) => {
      const [before, then] = [said, said.map((each) => after(each, act))]
      said = [...before, ...then].slice(-64)
      note(said, where)
      return (answer) => {
        if (mayBeDone.has(answer)) return
        said = answer === 'ok' ? then : before
        note(said, where)
      }
    },
    isOver: (where) => {
      over ??= { at: performance.now(), node: where }
    },
    lagOf: ({ from, kind, node: sender, sentAt, arrivedAt }) => {
      const begun = moments.filter(({ at }) => at <= arrivedAt)
      const last = begun.findLastIndex(({ said: possible }) => possible.some((each) => isAllowed(each, from, kind)))
      const ended = moments[last + 1]
      if (last === -1) return { ms: Infinity, isSameNode: true }
      const stops = [ended, over].flatMap((stop) =>
        stop === undefined || stop === null || stop.at >= sentAt ? [] : [stop],
      )
      const [first] = stops.sort((one, other) => one.at - other.at)
      return first === undefined
        ? { ms: 0, isSameNode: true }
        : { ms: sentAt - first.at, isSameNode: first.node === sender }
    },
  }
}
