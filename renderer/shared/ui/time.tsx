import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { hourMs, minuteMs } from '#shared/domain/span'
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

/** A stretch as people say it: 14:00–16:00 today, 12-02 14:00–16:00, 12-02 09:00 – 12-04 12:00. */
export const spanWords = ({ from, to }: { from: number; to: number }, now: number): string =>
  isSameDay(new Date(from), new Date(to))
    ? `${shortTime(from, now)}–${clockTime(to)}`
    : `${shortTime(from, now)} – ${shortTime(to, now)}`

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

type Clock = { now: () => number; subscribe: (tick: () => void) => () => void; correct: () => void }

/** Smaller corrections are invisible on a screen that shows seconds, and each one renders every time again. */
const minCorrectionMs = 1000
let offsetMs = 0
const serverNow = (): number => Date.now() + offsetMs

/** One timer for every component that shows a time; it stops when there is none. */
const createClock = (everyMs: number): Clock => {
  const hearers = new Set<() => void>()
  let now = serverNow()
  let timer: ReturnType<typeof setInterval> | null = null
  const tellAll = (): void => {
    now = serverNow()
    for (const hear of hearers) hear()
  }
  return {
    now: () => now,
    correct: tellAll,
    subscribe: (hear) => {
      hearers.add(hear)
      now = serverNow()
      timer ??= setInterval(tellAll, everyMs)
      return () => {
        hearers.delete(hear)
        if (hearers.size === 0 && timer !== null) {
          clearInterval(timer)
          timer = null
        }
      }
    },
  }
}

const seconds = createClock(1000)
const halfMinutes = createClock(30_000)

/**
 * What the page shows is in the server's time.
 * @param measuredMs the server's clock minus this device's, null before it was ever measured
 */
export const correctClock = (measuredMs: number | null): void => {
  const next = measuredMs ?? 0
  if (Math.abs(next - offsetMs) < minCorrectionMs) return
  offsetMs = next
  seconds.correct()
  halfMinutes.correct()
}

/**
 * The server's time now, as well as this desk knows it, renewed each second (`second`) or twice a minute (`minute`).
 */
export const useNow = (precision: 'second' | 'minute' = 'minute'): number => {
  const clock = precision === 'second' ? seconds : halfMinutes
  return useSyncExternalStore(clock.subscribe, clock.now, clock.now)
}

/** 3 分钟前, exact on hover; absolute from an hour on. `at` is ms UTC. */
export const RelativeTime = ({ at }: { at: number }) => {
  const { t } = useTranslation()
  const now = Math.max(useNow('minute'), at)
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {relativeTime(at, now, t)}
    </time>
  )
}

/** 2026-11-23, exact on hover. */
export const DateText = ({ at }: { at: number }) => (
  <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
    {dateOnly(at)}
  </time>
)

const Ticking = ({ since }: { since: number }) => <>{durationWords(useNow('second') - since)}</>

/** 02:31. Ticks while `until` is null; not read out each second. */
export const Duration = ({ since, until = null }: { since: number; until?: number | null }) => (
  <span className="figures" role="timer" aria-live="off">
    {until === null ? <Ticking since={since} /> : durationWords(until - since)}
  </span>
)
