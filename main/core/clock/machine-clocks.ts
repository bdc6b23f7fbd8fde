import { uptime } from 'node:os'
import type { Instant } from '#shared/domain/time'

/** The clocks of a machine, ms. */
export type MachineClocks = {
  /** The time of day; a person or a network may set it. */
  wall: () => Instant
  /** Runs evenly and fine, but on most machines stands still while they sleep. */
  monotonic: () => number
  /** Since the machine was started, sleep included; coarse, and nobody can set it. */
  uptime: () => number
}

export const machineClocks: MachineClocks = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1000,
}

/** One clock for all three, where only the time of day is known or matters. */
export const clocksOf = (wall: () => Instant): MachineClocks => ({ wall, monotonic: wall, uptime: wall })
