import { expect, test } from 'vitest'
import { remoteEnds } from '#shared/domain/remote-session'
import type { RemoteMessage } from '#shared/protocol/remote'
import { sourceOf, startState, withMessage, withView, type CustomerState } from './customer-store'
import { noticesOf, situationOf } from './situation'
import { testView } from './testing/view'

const on = (fields: Parameters<typeof testView>[0] = {}, more: Partial<CustomerState> = {}): CustomerState => ({
  ...startState,
  phase: { is: 'on', view: testView({ state: 'active', rights: ['screen'], ...fields }) },
  way: 'connected',
  ...more,
})

test('the server says which phase it is; what is over stays so', () => {
  expect(withView(startState, testView(), 1).phase?.is).toBe('asked')
  const shown = withView(startState, testView({ state: 'active', rights: ['screen'] }), 5)
  expect([shown.phase?.is, shown.shownAt]).toEqual(['on', 5])
  expect(withView({ ...startState, ...shown }, testView({ state: 'paused', rights: ['screen'] }), 9).shownAt).toBe(5)
  for (const end of remoteEnds) {
    const over = withView(on(), testView({ state: 'ended', end }), 1)
    expect(over.phase).toEqual({ is: 'over', end })
    expect(withView({ ...startState, ...over }, testView({ state: 'active' }), 2)).toEqual({})
  }
})

test('the screen leaves this machine only by a consent that the server has just confirmed', () => {
  expect(sourceOf(on())).toBe('screen')
  expect(sourceOf(on({ state: 'consented' }))).toBe('screen')
  expect(sourceOf(on({ state: 'paused' }))).toBe('black')
  expect(sourceOf(on({}, { isCovered: true }))).toBe('black')
  expect(sourceOf(on({}, { link: 'lost' }))).toBe('black')
  expect(sourceOf(on({ rights: ['data', 'passwords', 'settings'] }))).toBe('none')
  for (const phase of [
    { is: 'asked' as const, view: testView({ rights: ['screen'] }) },
    { is: 'over' as const, end: null },
    { is: 'elsewhere' as const },
    { is: 'joining' as const, isReturning: true },
  ])
    expect(sourceOf({ ...on(), phase })).toBe('none')
  // A wish that the server has not heard is no consent.
  expect(sourceOf(on({ rights: [] }, { wished: ['screen'] }))).toBe('none')
})

test('marks are kept in number, and go with the picture', () => {
  const mark = (number: number): RemoteMessage => ({ kind: 'mark', x: 0.5, y: 0.5, number, text: 'x' })
  let state = on()
  for (let number = 1; number <= 12; number += 1) state = { ...state, ...withMessage(state, mark(number)) }
  expect(state.pointed).toHaveLength(9)
  expect(state.pointed.at(-1)).toMatchObject({ number: 12, isOwn: false })
  expect(withView(state, testView({ state: 'paused', rights: ['screen'] }), 1).pointed).toBeUndefined()
  const gone = withView({ ...state, isCovered: true }, testView({ state: 'consented' }), 1)
  expect([gone.pointed, gone.isCovered]).toEqual([[], false])
  const signal: RemoteMessage = { kind: 'signal', signal: { type: 'answer', sdp: 'v=0' } }
  expect(withMessage(state, signal)).toEqual({})
})

test('the bar says what matters most', () => {
  const says = (state: CustomerState): string => situationOf(state).says
  expect(says(on())).toBe('shown')
  expect(says(on({ state: 'consented' }))).toBe('connecting')
  expect(says(on({ state: 'consented' }, { way: 'choosing' }))).toBe('choosing')
  expect(says(on({ state: 'consented' }, { way: 'notChosen' }))).toBe('notChosen')
  expect(says(on({ state: 'paused', pausedBy: 'customer' }))).toBe('pausedHere')
  expect(says(on({ state: 'paused', pausedBy: 'agent' }))).toBe('pausedThere')
  expect(says(on({}, { isCovered: true }))).toBe('covered')
  expect(says(on({}, { isCovered: true, link: 'lost' }))).toBe('lost')
  expect(says(on({ rights: ['data'] }))).toBe('notShared')
})

test('each trouble has its notice', () => {
  expect(noticesOf(on())).toEqual(['advice'])
  expect(noticesOf(on({ rights: ['screen', 'passwords'] }))).toEqual([])
  expect(noticesOf(on({}, { link: 'lost', way: 'blocked' }))).toEqual(['lost'])
  expect(noticesOf(on({ presence: { agent: 'away', customer: 'here' } }, { way: 'blocked' }))).toEqual([
    'agentAway',
    'noWay',
  ])
  expect(noticesOf(on({ presence: { agent: 'frozen', customer: 'here' } }, { isCovered: true }))).toEqual([
    'agentFrozen',
  ])
  expect(noticesOf(on({ rights: [] }, { canCapture: false, isSlow: true, way: 'none' }))).toEqual([
    'notPossible',
    'slow',
  ])
})
