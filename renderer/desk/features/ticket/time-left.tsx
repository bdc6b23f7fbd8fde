import { useTranslation } from 'react-i18next'
import { Hourglass, PauseCircle, TimerOff } from 'lucide-react'
import { type SlaClock, policyFor, resolveClock, type Timed } from '#shared/domain/sla'
import { hourMs, minuteMs } from '#shared/domain/time'
import { type Tone, Badge, exactTime, useNow } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'

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

const icons = { left: Hourglass, over: TimerOff, paused: PauseCircle }

/** A row has room for two digits; beyond them only "long" matters. */
const maxHours = 99

/**
 * 时限: what is left of the working time promised; the moment it is over on hover. It ticks.
 * @param organisationId whose promise counts; null for the vendor's
 */
export const TimeLeft = ({ timed, organisationId }: { timed: Timed; organisationId: string | null }) => {
  const { t } = useTranslation('ticket')
  const now = useNow('minute')
  const { data: organisations } = useReplicaQuery('organisation.list', null)
  const clock = organisations === null ? null : resolveClock(timed, policyFor(organisations, organisationId), now)
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
