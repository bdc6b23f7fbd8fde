import { useTranslation } from 'react-i18next'
import { defaultCalendar } from '#shared/domain/calendar'
import { orderHandlers } from '#shared/domain/handlers'
import { isOrderLive, type WorkOrder } from '#shared/domain/work-order'
import type { OrderView } from '#shared/ipc/order-views'
import { KeyValueList, RelativeTime } from '../../../shared/ui'
import { spanIn } from '../booking'
import { PhoneOf } from '../phone'

/** An order that is over says first how it ended; one that came to nothing, little else. */
export const Ending = ({ order }: { order: WorkOrder }) => {
  const { t } = useTranslation('order')
  const { status, outcome } = order
  if (isOrderLive(order)) return null
  return <KeyValueList items={[{ label: t(`ending.${status}`), value: outcome }]} />
}

/** What was agreed on, who has it, and when somebody goes. */
export const OrderFacts = ({ view }: { view: OrderView }) => {
  const { t } = useTranslation('order')
  const { order, organisation, managerName, consultantName, appointment } = view
  const { timeZone } = organisation?.calendar ?? defaultCalendar
  const ended = { label: t('field.ended'), value: order.endedAt === null ? null : <RelativeTime at={order.endedAt} /> }
  if (order.status === 'refused' || order.status === 'withdrawn')
    return (
      <KeyValueList
        columns={2}
        items={[{ label: t('field.offered'), value: <RelativeTime at={order.offeredAt} /> }, ended]}
      />
    )
  return (
    <KeyValueList
      columns={2}
      items={[
        { label: t('field.contactName'), value: order.contactName },
        {
          label: t('field.contactPhone'),
          value: (
            <PhoneOf
              owner={{ noun: 'workOrder', orderId: order.id }}
              handlers={orderHandlers(order)}
              number={order.contactPhone}
              label={t('field.contactPhone')}
            />
          ),
        },
        { label: t('field.address'), value: order.address },
        { label: t('field.offered'), value: <RelativeTime at={order.offeredAt} /> },
        ended,
        { label: t('field.manager'), value: managerName },
        { label: t('field.consultant'), value: consultantName },
        { label: t('field.mode'), value: order.mode === null ? null : t(`contact.${order.mode}`) },
        {
          label: t('field.appointment'),
          value:
            appointment === null
              ? null
              : t('appointment', { when: spanIn(timeZone, appointment), name: appointment.personName }),
        },
        { label: t('field.tries'), value: order.contactTries === 0 ? null : String(order.contactTries) },
        { label: t('field.note'), value: order.note },
        { label: t('field.bring'), value: order.bring },
        { label: t('field.understanding'), value: order.understanding },
      ].filter(({ value }) => value !== null && value !== '')}
    />
  )
}
