import { expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/domain/time'
import { lateActOf } from './ticket-timeline'

const at = 100 * hourMs

it('names an act that reached the server more than two minutes after it was done, and how its clock was corrected', () => {
  const event = { at, actedAt: at - 8 * hourMs, deviceAt: at - 5 * hourMs, isPending: false }
  expect(lateActOf(event)).toEqual({ actedAt: at - 8 * hourMs, deviceAt: at - 5 * hourMs, offsetMs: -3 * hourMs })
  expect(lateActOf({ ...event, deviceAt: null })?.offsetMs).toBe(0)
})

it('says nothing of one that came at once, has not come yet, or is of an older console', () => {
  expect(lateActOf({ at, actedAt: at - 2 * minuteMs, deviceAt: at, isPending: false })).toBeNull()
  expect(lateActOf({ at, actedAt: at - hourMs, deviceAt: at, isPending: true })).toBeNull()
  expect(lateActOf({ at, actedAt: null, deviceAt: at, isPending: false })).toBeNull()
  expect(lateActOf({ at, deviceAt: at - hourMs, isPending: false })).toBeNull()
})
