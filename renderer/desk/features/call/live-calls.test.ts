import { expect, it } from 'vitest'
import type { Call } from '#shared/domain/call'
import type { CallView } from '#shared/ipc/replica-views'
import { agentId, call, callId, otherAgentId } from '#shared/domain/testing/ticket-sample'
import { ownPhase, type OwnPhase } from '#shared/domain/call-desk'
import { ownCalls, phaseSince, shownState } from './live-calls'

const ringing: Partial<Call> = { phase: 'ringing', answeredBy: null, answeredAt: null }
const ended: Partial<Call> = { phase: 'ended', endedAt: 9, cause: 'normalClearing' }

it.each<[string, Partial<Call>, OwnPhase | null]>([
  ['rings here', ringing, 'ringing'],
  ['rings elsewhere', { ...ringing, rung: [otherAgentId] }, null],
  ['is in the menu', { phase: 'menu', rung: [], answeredBy: null }, null],
  ['is taken here', {}, 'talking'],
  ['was taken by another who was rung too', { answeredBy: otherAgentId, rung: [agentId, otherAgentId] }, null],
  ['waits for its wrap-up', ended, 'wrapUp'],
  ['is wrapped up', { ...ended, disposition: 'solved' }, null],
  ['was given up by the caller', { ...ended, answeredBy: null }, null],
])('a call that %s', (_, over, phase) => expect(ownPhase({ ...call, ...over }, agentId)).toBe(phase))

it('lists the call in progress first, then the longest ringing one', () => {
  const view = (id: number, over: Partial<Call>): CallView => ({
    call: { ...call, id: `${callId.slice(0, -1)}${String(id)}` as never, ...over },
    newer: [],
    customer: null,
    candidates: [],
    tickets: [],
    names: {},
  })
  const views = [
    view(1, ended),
    view(2, { ...ringing, startedAt: 7 }),
    view(3, { ...ringing, startedAt: 5 }),
    view(4, {}),
  ]
  expect(
    ownCalls(views, agentId).map(
      ({
        view: {
          call: { id },
        },
      }) => id.at(-1),
    ),
  ).toEqual(['4', '3', '2', '1'])
  expect(ownCalls(views, null)).toEqual([])
})

it('counts the time of the state shown', () => {
  expect(phaseSince({ ...call, ...ringing })).toBe(call.rangAt)
  expect(phaseSince(call)).toBe(call.answeredAt)
  expect(phaseSince({ ...call, endedAt: 9 })).toBe(9)
})

it('says how long somebody has waited, not that a telephone has rung for so long', () => {
  const at = (since: number) => shownState({ ...call, ...ringing, startedAt: 0, rangAt: 0 }, 'ringing', agentId, since)
  expect(at(89_999)).toEqual({ word: 'ringing', since: 0 })
  expect(at(25 * 60_000)).toEqual({ word: 'waited', since: 0 })
})
