import { uptime } from 'node:os'
import type { Instant } from '#shared/domain/time'

/** The clocks of a machine, ms. */
export type MachineClocks = {
  /** The time of day; a person or a network may set it. */
  wall: () => Instant
  /** Even and precise, but on most machines it stops during sleep. */
  monotonic: () => number
  /** Since the machine was started, sleep included; coarse, and nobody can set it. */
  uptime: () => number
}

export const machineClocks: MachineClocks = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1000,
}

/** Uses the time of day for all three, where the others do not matter. */
export const clocksOf = (wall: () => Instant): MachineClocks => ({ wall, monotonic: wall, uptime: wall })
