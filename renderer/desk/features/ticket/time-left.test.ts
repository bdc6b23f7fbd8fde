import { expect, test } from 'vitest'
import { hourMs, minuteMs } from '#shared/domain/time'
import type { ClockKind } from '#shared/domain/time-clocks'
import { timeLeftWord } from './time-left'

const running = (leftMs: number, kind: ClockKind = 'solve') => timeLeftWord({ kind, state: 'running', leftMs })

test('a running clock says what is left, warns in the last hour, and says how long it has been over', () => {
  expect(running(5 * hourMs + 7 * minuteMs)).toEqual({ key: 'left', hours: 5, minutes: 7, tone: 'neutral' })
  expect(running(hourMs)).toMatchObject({ key: 'left', tone: 'warning' })
  expect(running(0)).toMatchObject({ key: 'over', hours: 0, minutes: 0, tone: 'danger' })
  expect(running(-26 * hourMs)).toMatchObject({ key: 'over', hours: 26, tone: 'danger' })
})

test('another clock than the time limit is named', () => {
  expect(running(20 * minuteMs, 'response')).toMatchObject({ key: 'responseLeft', minutes: 20, tone: 'warning' })
  expect(running(-minuteMs, 'response')).toMatchObject({ key: 'responseOver', tone: 'danger' })
  expect(running(20 * minuteMs, 'firstLine')).toMatchObject({ key: 'firstLineLeft', tone: 'neutral' })
})

test('one that waits says so; without one nothing is said', () => {
  expect(timeLeftWord({ kind: 'solve', state: 'paused', leftMs: 90 * minuteMs })).toEqual({
    key: 'paused',
    hours: 1,
    minutes: 30,
    tone: 'neutral',
  })
  expect(timeLeftWord({ kind: 'solve', state: 'stopped', leftMs: 1 })).toBeNull()
  expect(timeLeftWord(null)).toBeNull()
})
