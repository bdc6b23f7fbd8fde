import { hourMs, minuteMs } from '#shared/domain/time'
import type { Translate } from '../i18n'

const two = (value: number): string => String(value).padStart(2, '0')

/** 02:31, or 1:02:31 from an hour on. Never negative. */
export const durationWords = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${String(hours)}:${rest}` : rest
}

const isSameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString()

/** Exact, for hovering: 2026-11-23 14:02:31, in the machine's own zone. */
export const exactTime = (at: number): string => {
  const date = new Date(at)
  return `${dateOnly(at)} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** 2026-11-23 */
export const dateOnly = (at: number): string => {
  const date = new Date(at)
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** 14:02 */
export const clockTime = (at: number): string => {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** As short as possible: 14:02 today, 11-22 14:02 this year, else 2025-11-22. */
export const shortTime = (at: number, now: number): string => {
  const date = new Date(at)
  const today = new Date(now)
  if (isSameDay(date, today)) return clockTime(at)
  return date.getFullYear() === today.getFullYear() ? `${dateOnly(at).slice(5)} ${clockTime(at)}` : dateOnly(at)
}

/**
 * Relative within the hour, absolute after: 刚刚, 3 分钟前, 14:02, 11-22 14:02, 2025-11-22. The clock of the other end may
 * be ahead a little; a time up to an hour in the future is "just now".
 */
export const relativeTime = (at: number, now: number, t: Translate): string => {
  const ago = now - at
  if (ago > -hourMs && ago < minuteMs) return t('common:ago.now', {})
  if (ago >= minuteMs && ago < hourMs) return t('common:ago.minutes', { minutes: Math.floor(ago / minuteMs) })
  return shortTime(at, now)
}
