import { expect, test } from 'vitest'
import { actedAtOf } from './acted-at'
import { dayMs } from './time'

const now = 1_800_000_000_000

test.each([
  ['an older console says nothing', undefined, now],
  ['hours ago, offline', now - 8 * 3_600_000, now - 8 * 3_600_000],
  ['a clock that runs ahead', now + 2 * dayMs, now],
  ['an absurd clock', 0, now - 60 * dayMs],
])('%s', (_, reported, expected) => {
  expect(actedAtOf(reported, now)).toBe(expected)
})
