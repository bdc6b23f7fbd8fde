import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { orderDue } from '#shared/domain/order-due'
import type { WorkOrder } from '#shared/domain/work-order'
import type { OrderView } from '#shared/ipc/order-views'
import type { PersonId } from '#shared/ids'
import { Badge, SelectField, shortTime, useNow, type Tone } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { usePerson } from '../session'
import { OrderActBar } from './order-act-bar'
import { orderActs } from './order-acts'
import { OrderDue } from './order-due'
import { Ending, OrderFacts } from './order-facts'
import { VisitPrompt } from './visit-prompt'
import styles from './order.module.css'

export const orderTones: Record<WorkOrder['status'], Tone> = {
  offered: 'info',
  accepted: 'info',
  refused: 'warning',
  contacted: 'info',
  booked: 'info',
  underWay: 'success',
  done: 'success',
  handedOn: 'warning',
  withdrawn: 'neutral',
}

/** The one who goes: chosen among the organisation's people. */
const Assign = ({ view }: { view: OrderView }) => {
  const { t } = useTranslation(['order', 'schedule'])
  const now = useNow('minute')
  const { order, colleagues } = view
  return (
    <SelectField
      label={t('assign')}
      value={order.consultantId ?? ''}
      options={[
        ...(order.consultantId === null ? [{ value: '', label: t('nobody') }] : []),
        ...colleagues.map(({ id, name, away }) => ({
          value: id,
          label:
            away === null
              ? name
              : t('away', { name, why: t(`schedule:absenceKind.${away.kind}`), time: shortTime(away.to, now) }),
        })),
      ]}
      onValue={(id) => {
        if (id !== '') void issue('workOrder.assign', { orderId: order.id, consultantId: id as PersonId })
      }}
    />
  )
}

/** One order on its ticket: whose it is, how it stands, what is due, and what may be done now. */
export const OrderCard = ({ view }: { view: OrderView }) => {
  const { t } = useTranslation('order')
  const person = usePerson()
  const { order, organisation, isPending } = view
  const box = useRef<HTMLElement>(null)
  const mayAssign = orderActs(person, order).includes('assign')
  const due = orderDue(order, null, organisation === null ? [] : [organisation], useNow('minute'))
  return (
    <article className={styles.card} ref={box} tabIndex={-1} aria-label={t('card', { name: organisation?.name ?? '' })}>
      <header className={styles.cardHead}>
        <h3 className={styles.cardTitle} title={organisation?.name}>
          {t('title')} · {organisation?.name}
        </h3>
        <Badge tone={orderTones[order.status]}>{t(`status.${order.status}`)}</Badge>
        <OrderDue due={due} />
        {isPending && <Badge tone="warning">{t('pending')}</Badge>}
      </header>
      <Ending order={order} />
      <VisitPrompt view={view} />
      <OrderFacts view={view} />
      {mayAssign && <Assign view={view} />}
      <OrderActBar
        view={view}
        onDone={() => {
          box.current?.focus()
        }}
      />
    </article>
  )
}
