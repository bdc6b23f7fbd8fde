import type { SlaClock } from '#shared/domain/sla'
import { hourMs, minuteMs } from '#shared/domain/time'
import type { Tone } from '../../../shared/ui'

export type TimeLeftWord = { key: 'left' | 'over' | 'paused'; hours: number; minutes: number; tone: Tone }

/** From here on a list warns. */
const soonMs = hourMs

/** What is left of a ticket's time, in hours and minutes of work; null where no clock runs or waits. */
export const timeLeftWord = (clock: SlaClock | null): TimeLeftWord | null => {
  if (clock === null || clock.state === 'stopped') return null
  const span = Math.abs(clock.leftMs)
  const minutes = Math.floor(span / minuteMs)
  const parts = { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
  if (clock.state === 'paused') return { key: 'paused', ...parts, tone: 'neutral' }
  if (clock.leftMs <= 0) return { key: 'over', ...parts, tone: 'danger' }
  return { key: 'left', ...parts, tone: clock.leftMs <= soonMs ? 'warning' : 'neutral' }
}
