import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultCalendar } from './calendar'
import { byUrgency, pausedRuns, policyOf, resolveClock, resumedRuns, type SlaClock, type Timed } from './sla'
import type { SlaRun } from './ticket'
import { dayMs, hourMs, minuteMs } from './time'
import { workingMs } from './working-time'

const seed = Number(process.env['FUZZ_SEED'] ?? 20261123)
const policy = policyOf(null)
const start = Date.parse('2026-11-20T15:00:00+08:00')
const limit = { A: 4 * hourMs, B: 8 * hourMs, C: 24 * hourMs }

type Step = { kind: 'pause' | 'resume' | 'priority'; minutes: number; priority: Timed['priority'] }
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind']>('pause', 'resume', 'priority'),
    minutes: fc.nat(3 * 1440),
    priority: fc.constantFrom<Timed['priority']>('A', 'B', 'C'),
  }),
  { maxLength: 12 },
)

/** Slow and obvious: a flag, and a sum of what was worked while it was up. */
const play = (script: readonly Step[]) => {
  let [at, isRunning, used] = [start, true, 0]
  let runs: SlaRun[] = [{ from: start, to: null }]
  let priority: Timed['priority'] = 'C'
  for (const { kind, minutes, priority: next } of script) {
    const then = at + minutes * minuteMs
    if (isRunning) used += workingMs(defaultCalendar, at, then)
    at = then
    if (kind === 'pause') {
      runs = pausedRuns(runs, at)
      isRunning = false
    } else if (kind === 'resume') {
      runs = resumedRuns(runs, at)
      isRunning = true
    } else priority = next
  }
  return { at, isRunning, used, runs, priority }
}

test('what is left is the limit of the priority now, less what was worked while it ran, however often it was paused or changed', () => {
  fc.assert(
    fc.property(steps, fc.nat(2 * 1440), (script, later) => {
      const { at, isRunning, used, runs, priority } = play(script)
      const now = at + later * minuteMs
      const clock = resolveClock({ priority, status: 'inProgress', runs }, policy, now)
      const worked = used + (isRunning ? workingMs(defaultCalendar, at, now) : 0)
      expect(clock).toMatchObject({ state: isRunning ? 'running' : 'paused', leftMs: limit[priority] - worked })
      if (!isRunning) expect(clock?.dueAt).toBeNull()
    }),
    { seed, numRuns: 500 },
  )
})

test('at the moment it is due nothing is left, and a moment before something is', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const { runs, priority, isRunning, at } = play(script)
      const due = resolveClock({ priority, status: 'inProgress', runs }, policy, at)?.dueAt ?? null
      if (!isRunning || due === null || due <= (runs.at(-1)?.from ?? 0)) return
      expect(resolveClock({ priority, status: 'inProgress', runs }, policy, due)?.leftMs).toBe(0)
      expect(resolveClock({ priority, status: 'inProgress', runs }, policy, due - 1)?.leftMs).toBe(1)
    }),
    { seed, numRuns: 500 },
  )
})

test('an organisation’s own calendar and promise count', () => {
  const own = policyOf({
    id: '' as never,
    name: 'x',
    kind: 'authorised',
    region: '',
    phone: '',
    address: '',
    resolveMinutes: { A: 60, B: 120, C: 180 },
    calendar: { ...defaultCalendar, holidays: ['2026-11-23'] },
  })
  const clock = resolveClock({ priority: 'C', status: 'new', runs: [{ from: start, to: null }] }, own, start)
  // Two and a half hours on Friday; Monday is a holiday.
  expect(new Date(clock?.dueAt ?? 0).toISOString()).toBe('2026-11-24T01:00:00.000Z')
  expect(resolveClock({ priority: 'C', status: 'new' }, own, start)).toBeNull()
})

test('the list begins with what is over longest, and ends with what no clock runs for', () => {
  const clock = (state: SlaClock['state'], leftMs: number): SlaClock => ({ state, leftMs, dueAt: null })
  const sorted = [
    null,
    clock('paused', 1),
    clock('running', 5 * dayMs),
    clock('stopped', -9),
    clock('running', -3),
    clock('running', 2),
  ].sort(byUrgency)
  expect(sorted.map((one) => one?.leftMs ?? null)).toEqual([-3, 2, 5 * dayMs, 1, -9, null])
})
