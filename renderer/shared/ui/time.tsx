import { useTranslation } from 'react-i18next'
import { useNow } from './clock-store'
import { dateOnly, durationWords, exactTime, relativeTime } from './time-words'

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
