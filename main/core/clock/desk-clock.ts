import { uptime } from 'node:os'
import { z } from 'zod'
import { type Instant, minuteMs } from '#shared/domain/time'

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

/** Smaller offsets are ignored: a page takes longer to arrive. */
const offsetStepMs = 500
/** The uptime of some systems counts whole seconds. */
const sleepStepMs = 2000
/** Writing at each tick would flush the disk too often; a kill loses at most this much. */
const keepEveryMs = minuteMs

/**
 * `offsetMs`: server minus time of day, null before it was ever measured. `reachedAt`: server time has come at least
 * this far.
 */
export const keptClockSchema = z.object({ offsetMs: z.number().nullable(), reachedAt: z.number() })
export type KeptClock = z.infer<typeof keptClockSchema>

/** Server time, as well as this desk can know it. */
export type DeskClock = {
  now: () => Instant
  /** The server has just sent its time. It is always right, even when it is earlier than expected. */
  measure: (serverAt: Instant) => void
  /** Server minus time of day, ms; null before it was ever measured. */
  offsetMs: () => number | null
  /** @returns the server time at that time of day */
  correct: (wallAt: Instant) => Instant
  /** Stores the reached time, but not too often. */
  tick: () => void
}

export type DeskClockNeeds = {
  clocks: MachineClocks
  kept?: KeptClock | null
  keep?: (kept: KeptClock) => void
  measured?: () => void
}

/**
 * From the last measurement on, server time runs with clocks that nobody can set: the monotonic one, and for the time
 * that the machine slept (during which it stops) the uptime. So the time of day may be set by days meanwhile
 * without moving an act or a lease. It is not taken for sleep when it jumps ahead, because that looks just like a clock
 * that was set. Between two runs of the program only the time of day is left: it is taken with the offset that was last
 * seen, and never as earlier than the time that was reached before, so that setting it back gains nothing.
 */
export const createDeskClock = ({ clocks, kept = null, keep, measured }: DeskClockNeeds): DeskClock => {
  let offset = kept?.offsetMs ?? null
  let reachedAt = kept?.reachedAt ?? 0
  let isOffsetNew = false
  let sleptMs = 0
  const anchorAt = (server: Instant) => ({ server, monotonic: clocks.monotonic(), uptime: clocks.uptime() })
  let anchor = anchorAt(Math.max(reachedAt, clocks.wall() + (offset ?? 0)))

  const now = (): Instant => {
    const ran = clocks.monotonic() - anchor.monotonic
    const gap = clocks.uptime() - anchor.uptime - ran
    if (gap > sleptMs + sleepStepMs) sleptMs = gap
    return Math.max(0, Math.round(anchor.server + ran + sleptMs))
  }
  /** Notices a time of day that is set while the program runs, so that the next start is not misled. */
  const followOffset = (at: Instant): void => {
    if (offset === null || Math.abs(at - clocks.wall() - offset) <= offsetStepMs) return
    offset = at - clocks.wall()
    isOffsetNew = true
  }
  const write = (): void => {
    const at = now()
    followOffset(at)
    if (!isOffsetNew && Math.abs(at - reachedAt) < keepEveryMs) return
    isOffsetNew = false
    reachedAt = at
    keep?.({ offsetMs: offset, reachedAt })
  }
  return {
    now,
    measure: (serverAt) => {
      if (offset === null || Math.abs(serverAt - now()) > offsetStepMs) {
        anchor = anchorAt(serverAt)
        sleptMs = 0
      }
      if (offset === null) {
        offset = now() - clocks.wall()
        isOffsetNew = true
      }
      write()
      measured?.()
    },
    offsetMs: () => {
      followOffset(now())
      return offset
    },
    correct: (wallAt) => Math.max(0, wallAt + now() - clocks.wall()),
    tick: write,
  }
}
