import { CalendarClock, Hourglass, MapPin, MonitorDot, TimerOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OrderRow } from '#shared/ipc/order-views'
import { hourMs, minuteMs } from '#shared/domain/time'
import { Badge, exactTime, shortTime, useNow } from '../../../shared/ui'

const icons = { contact: CalendarClock, visit: MapPin, remote: MonitorDot, solve: Hourglass }

/** What is due of an order, and how long it has; it ticks. */
export const OrderDue = ({ due }: { due: OrderRow['due'] }) => {
  const { t } = useTranslation('order')
  const now = useNow('minute')
  if (due === null) return null
  const left = due.at - now
  const minutes = Math.floor(Math.abs(left) / minuteMs)
  const span = t(minutes >= 60 ? 'common:span.hours' : 'common:span.minutes', {
    hours: Math.floor(minutes / 60),
    minutes: minutes % 60,
  })
  const Icon = left <= 0 ? TimerOff : icons[due.kind]
  return (
    <span title={t('due.at', { time: exactTime(due.at) })}>
      <Badge tone={left <= 0 ? 'danger' : left <= hourMs ? 'warning' : 'neutral'} icon={<Icon size={12} aria-hidden />}>
        {t(`due.${due.kind}${left <= 0 ? 'Over' : ''}`, { span, time: shortTime(due.at, now) })}
      </Badge>
    </span>
  )
}
