import { useTranslation } from 'react-i18next'
import { BellRing, Hourglass, PauseCircle, Timer, TimerOff } from 'lucide-react'
import { policyFor } from '#shared/domain/sla'
import { hourMs, minuteMs } from '#shared/domain/time'
import { nearestClock, ticketClocks, type ClockedTicket, type TimeClock } from '#shared/domain/time-clocks'
import { type Tone, Badge, exactTime, useNow } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'

type WordKey = 'left' | 'over' | 'paused' | 'responseLeft' | 'responseOver' | 'firstLineLeft'
export type TimeLeftWord = { key: WordKey; hours: number; minutes: number; tone: Tone }

/** From here on a list warns. */
const soonMs = hourMs

/** A ticket's nearest clock, and what is left of it in hours and minutes of work; null where none runs or waits. */
export const timeLeftWord = (clock: Pick<TimeClock, 'kind' | 'state' | 'leftMs'> | null): TimeLeftWord | null => {
  if (clock === null || clock.state === 'stopped') return null
  const span = Math.abs(clock.leftMs)
  const minutes = Math.floor(span / minuteMs)
  const parts = { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
  if (clock.state === 'paused') return { key: 'paused', ...parts, tone: 'neutral' }
  const isResponse = clock.kind === 'response'
  if (clock.leftMs <= 0) return { key: isResponse ? 'responseOver' : 'over', ...parts, tone: 'danger' }
  // The first line's time is short and no promise: it is a word, not yet a warning.
  if (clock.kind === 'firstLine') return { key: 'firstLineLeft', ...parts, tone: 'neutral' }
  return { key: isResponse ? 'responseLeft' : 'left', ...parts, tone: clock.leftMs <= soonMs ? 'warning' : 'neutral' }
}

const icons = {
  left: Hourglass,
  over: TimerOff,
  paused: PauseCircle,
  responseLeft: BellRing,
  responseOver: TimerOff,
  firstLineLeft: Timer,
} satisfies Record<WordKey, unknown>

/** A row has room for two digits; beyond them only "long" matters. */
const maxHours = 99

/**
 * 时限: the nearest of a ticket's clocks, and what is left of it; the moment it is over on hover. It ticks.
 * @param organisationId whose promise counts; null for the vendor's
 */
export const TimeLeft = ({ timed, organisationId }: { timed: ClockedTicket; organisationId: string | null }) => {
  const { t } = useTranslation('ticket')
  const now = useNow('minute')
  const { data: organisations } = useReplicaQuery('organisation.list', null)
  const clock =
    organisations === null ? null : nearestClock(ticketClocks(timed, policyFor(organisations, organisationId), now))
  const word = timeLeftWord(clock)
  if (word === null) return null
  const Icon = icons[word.key]
  const span = t(word.hours > 0 ? 'common:span.hours' : 'common:span.minutes', {
    hours: word.hours > maxHours ? `${String(maxHours)}+` : word.hours,
    minutes: word.minutes,
  })
  const dueAt = clock?.dueAt ?? null
  return (
    <span title={dueAt === null ? t('time.noDue') : t('time.due', { at: exactTime(dueAt) })}>
      <Badge tone={word.tone} icon={<Icon size={12} aria-hidden />}>
        {t(`time.${word.key}`, { span })}
      </Badge>
    </span>
  )
}
