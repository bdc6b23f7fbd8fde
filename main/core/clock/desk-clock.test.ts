import { describe, expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#shared/domain/time'
import { createDeskClock, type KeptClock } from './desk-clock'

/** A machine with a known true time and a time of day that may be wrong. */
const startMachine = (skewMs: number) => {
  const truth = { at: Date.UTC(2026, 10, 23, 8), slept: 0, bootedAt: Date.UTC(2026, 10, 20), skew: skewMs }
  let kept: KeptClock | null = null
  let writes = 0
  const clocks = {
    wall: () => truth.at + truth.skew,
    monotonic: () => truth.at - truth.slept - truth.bootedAt,
    // Whole seconds, as on macOS.
    uptime: () => Math.floor((truth.at - truth.bootedAt) / 1000) * 1000,
  }
  const start = () =>
    createDeskClock({
      clocks,
      kept,
      keep: (now) => {
        kept = now
        writes += 1
      },
    })
  return {
    truth,
    start,
    writes: () => writes,
    run: (ms: number) => {
      truth.at += ms
    },
    sleep: (ms: number) => {
      truth.at += ms
      truth.slept += ms
    },
    boot: () => {
      truth.bootedAt = truth.at
      truth.slept = 0
    },
  }
}
const skews = [-2 * dayMs, -hourMs, 0, hourMs, 2 * dayMs]

describe.each(skews)('a time of day that is off by %d ms', (skew) => {
  test('is corrected by the first measurement', () => {
    const machine = startMachine(skew)
    const clock = machine.start()
    expect(clock.offsetMs()).toBeNull()
    clock.measure(machine.truth.at)
    expect(clock.now()).toBe(machine.truth.at)
    expect(clock.offsetMs()).toBeCloseTo(-skew, -3)
    expect(clock.correct(machine.truth.at + skew - 5000)).toBe(machine.truth.at - 5000)
  })

  describe.each(skews)('and is set to be off by %d ms', (later) => {
    test('while offline: acts keep their time, awake and asleep', () => {
      const machine = startMachine(skew)
      const clock = machine.start()
      clock.measure(machine.truth.at)
      machine.run(hourMs)
      machine.truth.skew = later
      expect(clock.now()).toBe(machine.truth.at)
      machine.sleep(8 * hourMs)
      machine.run(minuteMs)
      expect(Math.abs(clock.now() - machine.truth.at)).toBeLessThanOrEqual(2000)
    })

    test('and the program restarts: the change that it saw is remembered', () => {
      const machine = startMachine(skew)
      const clock = machine.start()
      clock.measure(machine.truth.at)
      machine.truth.skew = later
      machine.run(minuteMs)
      clock.tick()
      machine.run(hourMs)
      machine.boot()
      expect(Math.abs(machine.start().now() - machine.truth.at)).toBeLessThanOrEqual(500)
    })

    test('while the program is closed: time never goes back, and is right again at the next contact', () => {
      const machine = startMachine(skew)
      const clock = machine.start()
      clock.measure(machine.truth.at)
      machine.run(hourMs)
      clock.tick()
      const reached = machine.truth.at
      machine.truth.skew = later
      machine.run(hourMs)
      machine.boot()
      const again = machine.start()
      expect(again.now()).toBe(Math.max(reached, machine.truth.at + later - skew))
      again.measure(machine.truth.at)
      expect(again.now()).toBe(machine.truth.at)
      again.tick()
      expect(machine.start().now()).toBe(machine.truth.at)
    })

    test('while online: the next measurement finds nothing to correct', () => {
      const machine = startMachine(skew)
      const clock = machine.start()
      clock.measure(machine.truth.at)
      machine.truth.skew = later
      machine.run(20_000)
      const before = clock.now()
      clock.measure(machine.truth.at - 40)
      expect([before, clock.now()]).toEqual([machine.truth.at, machine.truth.at])
      expect(clock.offsetMs()).toBeCloseTo(-later, -3)
    })
  })
})

test('setting the clock back before each start stops the time, and does not turn it back', () => {
  const machine = startMachine(0)
  machine.start().measure(machine.truth.at)
  let last = 0
  for (let day = 0; day < 5; day += 1) {
    machine.truth.skew -= dayMs
    machine.boot()
    const clock = machine.start()
    expect(clock.now()).toBeGreaterThanOrEqual(last)
    machine.run(dayMs)
    clock.tick()
    expect(clock.now()).toBeGreaterThanOrEqual(last + dayMs)
    last = clock.now()
  }
})

test('an hour of measurements every twenty seconds is written about once a minute', () => {
  const machine = startMachine(0)
  const clock = machine.start()
  for (let at = 0; at < hourMs; at += 20_000) {
    machine.run(20_000)
    clock.measure(machine.truth.at - (at % 400))
    clock.tick()
  }
  expect(machine.writes()).toBeLessThanOrEqual(61)
})
