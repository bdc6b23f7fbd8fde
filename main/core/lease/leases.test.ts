import { expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#shared/domain/time'
import { createDeskClock } from '../clock/desk-clock'
import { createLeases } from './leases'

const lease = { offlineMs: 72 * hourMs, eraseAfterMs: 14 * dayMs }
const file = 'replica-1.db'
const shelf = () => {
  let kept: string | null = null
  let writes = 0
  return {
    read: () => (kept === null ? null : (JSON.parse(kept) as unknown)),
    write: (value: unknown) => {
      kept = JSON.stringify(value)
      writes += 1
    },
    writes: () => writes,
  }
}

test('a lease is valid for 72 hours, then ended, and overdue after 14 more days; contact renews it', () => {
  const leases = createLeases(shelf())
  expect(leases.stateOf(file, 5)).toEqual({ phase: 'free' })
  leases.renew(file, lease, 0)
  expect(leases.stateOf(file, 72 * hourMs - 1)).toEqual({ phase: 'valid', until: 72 * hourMs })
  expect(leases.stateOf(file, 72 * hourMs)).toEqual({
    phase: 'ended',
    since: 72 * hourMs,
    erasesAt: 17 * dayMs,
    offlineHours: 72,
  })
  expect(leases.listOverdue(17 * dayMs - 1)).toEqual([])
  expect(leases.listOverdue(17 * dayMs)).toEqual([file])
  leases.erased(file, 3)
  expect([leases.stateOf(file, 18 * dayMs), leases.listOverdue(18 * dayMs)]).toEqual([
    { phase: 'erased', count: 3 },
    [],
  ])
  leases.contact(file, 18 * dayMs)
  expect(leases.stateOf(file, 18 * dayMs).phase).toBe('valid')
})

test('a lease survives a restart, is written at most once a minute, and an unreadable one counts as none', () => {
  const kept = shelf()
  const leases = createLeases(kept)
  leases.renew(file, lease, 0)
  for (let at = 0; at < hourMs; at += 20_000) leases.contact(file, at)
  expect(kept.writes()).toBeLessThanOrEqual(61)
  const state = createLeases(kept).stateOf(file, hourMs)
  expect(state).toMatchObject({ phase: 'valid' })
  expect((state as { until: number }).until).toBeGreaterThan(73 * hourMs - 2 * minuteMs)
  expect(createLeases({ read: () => ({ [file]: 'nonsense' }), write: () => undefined }).stateOf(file, 0)).toEqual({
    phase: 'free',
  })
})

test('a server that sends no lease grants none', () => {
  const leases = createLeases(shelf())
  leases.renew(file, lease, 0)
  leases.renew(file, undefined, 0)
  expect(leases.stateOf(file, 100 * dayMs)).toEqual({ phase: 'free' })
})

test.each([-2 * dayMs, -hourMs, 0, hourMs, 2 * dayMs])(
  'setting the time of day by %d ms before each of many starts never prolongs a lease',
  (step) => {
    const kept = shelf()
    const clockShelf: { at: Parameters<typeof createDeskClock>[0]['kept'] } = { at: null }
    const truth = { at: Date.UTC(2026, 10, 23), skew: 0 }
    const boot = () => {
      const started = truth.at
      const since = (): number => truth.at - started
      return createDeskClock({
        clocks: { wall: () => truth.at + truth.skew, monotonic: since, uptime: since },
        kept: clockShelf.at ?? null,
        keep: (now) => {
          clockShelf.at = now
        },
      })
    }
    const first = boot()
    first.measure(truth.at)
    createLeases(kept).renew(file, lease, first.now())
    // 100 hours of running, with no contact; the time between two runs is not counted against it where the clock was
    // set back.
    for (let hour = 0; hour < 100; hour += 1) {
      truth.skew += step
      const clock = boot()
      truth.at += hourMs
      clock.tick()
    }
    expect(createLeases(kept).stateOf(file, boot().now()).phase).not.toBe('valid')
    const last = boot()
    last.measure(truth.at)
    const leases = createLeases(kept)
    leases.contact(file, last.now())
    expect(leases.stateOf(file, last.now())).toEqual({ phase: 'valid', until: truth.at + 72 * hourMs })
  },
)

test('a lease of minutes is shown in fractions of an hour, never as zero', () => {
  const hours = [72 * hourMs, 15 * minuteMs, 1000].map((offlineMs) => {
    const leases = createLeases(shelf())
    leases.renew(file, { ...lease, offlineMs }, 0)
    const state = leases.stateOf(file, 73 * hourMs)
    return state.phase === 'ended' ? state.offlineHours : null
  })
  expect(hours).toEqual([72, 0.25, 0.01])
})
