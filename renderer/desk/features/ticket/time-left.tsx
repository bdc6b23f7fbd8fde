import { useTranslation } from 'react-i18next'
import { Hourglass, PauseCircle, TimerOff } from 'lucide-react'
import { policyFor, resolveClock, type Timed } from '#shared/domain/sla'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { Badge, exactTime, useNow } from '../../../shared/ui'
import { timeLeftWord } from './time-left-words'

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
