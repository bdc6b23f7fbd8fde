import { expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#shared/domain/time'
import { clockSkew } from './status-store'

it.each([
  [null, null],
  [2 * minuteMs, null],
  [-2 * minuteMs, null],
  [-(dayMs + 3 * hourMs), { isFast: true, days: 1, hours: 3, minutes: 0 }],
  [2 * minuteMs + 1, { isFast: false, days: 0, hours: 0, minutes: 2 }],
])('%s', (offset, skew) => {
  expect(clockSkew(offset)).toEqual(skew)
})
