import { CalendarClock, Hourglass, MapPin, MonitorDot, TimerOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OrderRow } from '#shared/ipc/order-views'
import { hourMs, minuteMs } from '#shared/domain/time'
import { Badge, exactTime, shortTime, useNow } from '../../../shared/ui'

const icons = { contact: CalendarClock, visit: MapPin, remote: MonitorDot, solve: Hourglass }

/** From here on the minutes that are left are said; before, nights and days off would count in them. */
const countedMs = 2 * hourMs

/** What is due of an order, and when; from two hours before on how long it has. It ticks. */
export const OrderDue = ({ due }: { due: OrderRow['due'] }) => {
  const now = useNow('minute')
  return due === null ? null : <DueBadge due={due} now={now} />
}

export const DueBadge = ({ due, now }: { due: NonNullable<OrderRow['due']>; now: number }) => {
  const { t } = useTranslation('order')
  const left = due.at - now
  const form = left <= 0 ? 'Over' : left <= countedMs ? 'Left' : ''
  const span = t('common:span.minutes', { minutes: Math.ceil(left / minuteMs) })
  const Icon = left <= 0 ? TimerOff : icons[due.kind]
  return (
    <span title={t('due.at', { time: exactTime(due.at) })}>
      <Badge tone={left <= 0 ? 'danger' : left <= hourMs ? 'warning' : 'neutral'} icon={<Icon size={12} aria-hidden />}>
        {t(`due.${due.kind}${form}`, { span, time: shortTime(due.at, now) })}
      </Badge>
    </span>
  )
}
