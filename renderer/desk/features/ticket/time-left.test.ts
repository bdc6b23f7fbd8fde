import { expect, test } from 'vitest'
import { hourMs, minuteMs } from '#shared/domain/time'
import { timeLeftWord } from './time-left'

const running = (leftMs: number) => timeLeftWord({ state: 'running', leftMs, dueAt: 1 })

test('a running clock says what is left, warns in the last hour, and says how long it has been over', () => {
  expect(running(5 * hourMs + 7 * minuteMs)).toEqual({ key: 'left', hours: 5, minutes: 7, tone: 'neutral' })
  expect(running(hourMs)).toMatchObject({ key: 'left', tone: 'warning' })
  expect(running(0)).toMatchObject({ key: 'over', hours: 0, minutes: 0, tone: 'danger' })
  expect(running(-26 * hourMs)).toMatchObject({ key: 'over', hours: 26, tone: 'danger' })
})

test('one that waits says so; without one nothing is said', () => {
  expect(timeLeftWord({ state: 'paused', leftMs: 90 * minuteMs, dueAt: null })).toEqual({
    key: 'paused',
    hours: 1,
    minutes: 30,
    tone: 'neutral',
  })
  expect(timeLeftWord({ state: 'stopped', leftMs: 1, dueAt: null })).toBeNull()
  expect(timeLeftWord(null)).toBeNull()
})
