import { localMoment } from '#shared/domain/local-time'

const two = (value: number): string => String(value).padStart(2, '0')

/** 14:02, as clocks in the organisation's zone show it. */
export const clockIn = (timeZone: string, at: number): string => {
  const { minutes } = localMoment(timeZone, at)
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** @returns the zone where this machine's clock shows another time at that instant, else nothing */
const foreignZone = (timeZone: string, at: number): string => {
  const here = new Date(at)
  return localMoment(timeZone, at).minutes === here.getHours() * 60 + here.getMinutes() ? '' : ` ${timeZone}`
}

/**
 * A stretch by the organisation's clocks: 12-02 14:00–16:00, 12-02 09:00 – 12-04 12:00; with the zone where this
 * machine's clock shows another time.
 */
export const spanIn = (timeZone: string, { from, to }: { from: number; to: number }): string => {
  const [first, last] = [localMoment(timeZone, from).date, localMoment(timeZone, to).date]
  const [start, end] = [`${first.slice(5)} ${clockIn(timeZone, from)}`, clockIn(timeZone, to)]
  const words = first === last ? `${start}–${end}` : `${start} – ${last.slice(5)} ${end}`
  return words + foreignZone(timeZone, from)
}
