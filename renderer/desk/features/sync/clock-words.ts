import { dayMs, hourMs, minuteMs } from '#shared/domain/time'

/** A smaller difference of clocks, or delay of a command, is not mentioned. */
export const notableMs = 2 * minuteMs

export type Skew = { isFast: boolean; days: number; hours: number; minutes: number }

/**
 * @param offsetMs server's clock minus this device's
 * @returns how far the device's clock is off; null where it does not matter
 */
export const clockSkew = (offsetMs: number | null): Skew | null => {
  if (offsetMs === null || Math.abs(offsetMs) <= notableMs) return null
  const off = Math.abs(offsetMs)
  return {
    isFast: offsetMs < 0,
    days: Math.floor(off / dayMs),
    hours: Math.floor((off % dayMs) / hourMs),
    minutes: Math.floor((off % hourMs) / minuteMs),
  }
}
