import { describe, expect, it } from 'vitest'
import type { CalendarDay } from '#shared/ipc/schedule-views'
import { exceptionOf, shownDays, shownHours } from './calendar-dates'

const at = (text: string): number => Date.parse(text)
const hourMs = 3_600_000

describe('the days that are shown', () => {
  it.each([
    ['2026-11-30', '2026-11-30'],
    ['2026-12-02', '2026-11-30'],
    ['2026-12-06', '2026-11-30'],
    ['2026-12-07', '2026-12-07'],
  ])('of %s begin on Monday the %s', (date, monday) => {
    expect(shownDays(date, 'week')).toEqual({ from: monday, days: 7 })
    expect(shownDays(date, 'day')).toEqual({ from: date, days: 1 })
  })
  const day = (date: string, work: CalendarDay['work']): CalendarDay => ({
    date,
    from: at(date),
    to: at(date) + 24 * hourMs,
    work,
  })
  const worked = [{ from: at('2026-12-05T08:00Z'), to: at('2026-12-05T12:00Z') }]
  it('say where they differ from their weekday', () => {
    expect(
      [day('2026-12-05', worked), day('2026-12-05', []), day('2026-12-04', []), day('2026-12-04', worked)].map(
        exceptionOf,
      ),
    ).toEqual(['worked', null, 'off', null])
  })
  it('span a working day and what lies outside it, and never more than the day', () => {
    const own = day('2026-12-04', [])
    const hours = (from: number, to: number) => {
      const found = shownHours(own, [{ from: own.from + from * hourMs, to: own.from + to * hourMs }])
      return [(found.from - own.from) / hourMs, (found.to - own.from) / hourMs]
    }
    expect([hours(9, 10), hours(6, 10), hours(9, 21), hours(-5, 30)]).toEqual([
      [8, 19],
      [6, 19],
      [8, 21],
      [0, 24],
    ])
  })
})
