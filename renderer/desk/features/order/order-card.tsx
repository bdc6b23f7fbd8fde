import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orderHandlers } from '#shared/domain/handlers'
import { orderDue } from '#shared/domain/order-due'
import { isOrderLive, type WorkOrder } from '#shared/domain/work-order'
import { defaultCalendar } from '#shared/domain/calendar'
import type { OrderView } from '#shared/ipc/order-views'
import type { PersonId } from '#shared/ids'
import {
  Badge,
  Button,
  KeyValueList,
  RelativeTime,
  SelectField,
  shortTime,
  useNow,
  type Tone,
} from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { useKey } from '../../navigation/keys'
import { PhoneOf } from '../phone'
import { BookDialog, spanIn } from '../booking'
import { usePerson } from '../session'
import { ContactForm } from './contact-form'
import { orderActs, type OrderAct } from './order-acts'
import { OrderDue } from './order-due'
import { OrderWords } from './order-words'
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

/** An order that is over says first how it ended; one that came to nothing, little else. */
const Ending = ({ order }: { order: WorkOrder }) => {
  const { t } = useTranslation('order')
  const { status, outcome } = order
  if (isOrderLive(order)) return null
  return <KeyValueList items={[{ label: t(`ending.${status}`), value: outcome }]} />
}

const Facts = ({ view }: { view: OrderView }) => {
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

/** Acts without words are done at once, the others open their form. */
const immediate: Partial<Record<OrderAct, (order: WorkOrder) => Promise<unknown>>> = {
  accept: ({ id }) => issue('workOrder.accept', { orderId: id }),
  start: ({ id, mode }) => issue('workOrder.start', { orderId: id, mode: mode ?? 'onSite' }),
}

const ActForm = ({ act, view, onClose }: { act: OrderAct; view: OrderView; onClose: () => void }) => {
  const { order } = view
  const orderId = order.id
  if (act === 'book') return <BookDialog view={view} onClose={onClose} />
  if (act === 'contact') return <ContactForm order={order} onClose={onClose} />
  if (act === 'finish')
    return (
      <OrderWords
        orderId={orderId}
        act="finish"
        onClose={onClose}
        onSend={async (result) => (await issue('workOrder.finish', { orderId, result })).ok}
      />
    )
  if (act === 'refuse' || act === 'handOn' || act === 'withdraw')
    return (
      <OrderWords
        orderId={orderId}
        act={act}
        onClose={onClose}
        onSend={async (reason) => (await issue(`workOrder.${act}`, { orderId, reason })).ok}
      />
    )
  return null
}

/** The key is there while the act is: a ticket has one order that can be booked. */
const BookKey = ({ onBook }: { onBook: () => void }) => {
  const { t } = useTranslation('order')
  useKey(
    'order.book',
    () => t('bookKey'),
    () => {
      onBook()
      return true
    },
  )
  return null
}

/** One order on its ticket: whose it is, how it stands, what is due, and what may be done now. */
export const OrderCard = ({ view }: { view: OrderView }) => {
  const { t } = useTranslation('order')
  const person = usePerson()
  const { order, organisation, isPending } = view
  const [asking, setAsking] = useState<OrderAct | null>(null)
  const box = useRef<HTMLElement>(null)
  const acts = orderActs(person, order)
  const buttons = acts.filter((act) => act !== 'assign')
  const due = orderDue(order, null, organisation === null ? [] : [organisation], useNow('minute'))
  const close = (): void => {
    setAsking(null)
    box.current?.focus()
  }
  const begin = (act: OrderAct): void => {
    const now = immediate[act]
    if (now === undefined) setAsking(act)
    else void now(order).then(close)
  }
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
      <Facts view={view} />
      {acts.includes('book') && (
        <BookKey
          onBook={() => {
            setAsking('book')
          }}
        />
      )}
      {acts.includes('assign') && <Assign view={view} />}
      {asking !== null && acts.includes(asking) ? (
        <ActForm act={asking} view={view} onClose={close} />
      ) : (
        buttons.length > 0 && (
          <div className={styles.acts}>
            {buttons.map((act, index) => (
              <Button
                key={act}
                size="sm"
                variant={index === 0 && act !== 'withdraw' ? 'primary' : act === 'refuse' ? 'danger' : 'default'}
                onClick={() => {
                  begin(act)
                }}
              >
                {t(`act.${act === 'book' && view.appointment !== null ? 'move' : act}`)}
              </Button>
            ))}
          </div>
        )
      )}
    </article>
  )
}
