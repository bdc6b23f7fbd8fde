import { useTranslation } from 'react-i18next'
import { Hourglass, PauseCircle, TimerOff } from 'lucide-react'
import type { SlaClock } from '#shared/domain/sla'
import { Badge, exactTime } from '../../ui'
import { timeLeftWord } from './time-left-words'

const icons = { left: Hourglass, over: TimerOff, paused: PauseCircle }

/** Two figures are what a row has room for; beyond them only "long" matters. */
const mostHours = 99

/** 时限: what is left of the working time promised; the moment it is over on hover. */
export const TimeLeft = ({ clock }: { clock: SlaClock | null }) => {
  const { t } = useTranslation('ticket')
  const word = timeLeftWord(clock)
  if (word === null) return null
  const Icon = icons[word.key]
  const span = t(word.hours > 0 ? 'time.hours' : 'time.minutes', { hours: word.hours > mostHours ? `${String(mostHours)}+` : word.hours, minutes: word.minutes })
  const dueAt = clock?.dueAt ?? null
  return (
    <span title={dueAt === null ? t('time.noDue') : t('time.due', { at: exactTime(dueAt) })}>
      <Badge tone={word.tone} icon={<Icon size={12} aria-hidden />}>{t(`time.${word.key}`, { span })}</Badge>
    </span>
  )
}
