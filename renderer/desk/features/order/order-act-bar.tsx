import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkOrder } from '#shared/domain/work-order'
import type { OrderView } from '#shared/ipc/order-views'
import { Button } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { keysOf, type KeyId } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { BookDialog } from '../booking'
import { usePerson } from '../session'
import { ContactForm } from './contact-form'
import { nextActs, orderActs, type OrderAct } from './order-acts'
import { OrderWords } from './order-words'
import styles from './order.module.css'

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

/** A key that is there while its act is: a ticket has one order that is live. */
const ActKey = ({ id, label, onPress }: { id: KeyId; label: string; onPress: () => void }) => {
  useKey(
    id,
    () => label,
    () => {
      onPress()
      return true
    },
  )
  return null
}

/**
 * What may be done with an order now: the next step first, with a key of its own; an act that needs words opens its
 * form in the place of the buttons.
 * @param onDone takes the focus back
 */
export const OrderActBar = ({ view, onDone }: { view: OrderView; onDone: () => void }) => {
  const { t } = useTranslation('order')
  const person = usePerson()
  const { order } = view
  const [asking, setAsking] = useState<OrderAct | null>(null)
  const acts = orderActs(person, order)
  const next = nextActs[order.status]
  const buttons = acts
    .filter((act) => act !== 'assign')
    .sort((one, other) => Number(other === next) - Number(one === next))
  const close = (): void => {
    setAsking(null)
    onDone()
  }
  const begin = (act: OrderAct): void => {
    const now = immediate[act]
    if (now === undefined) setAsking(act)
    else void now(order).then(close)
  }
  const wordOf = (act: OrderAct): string => t(`act.${act === 'book' && view.appointment !== null ? 'move' : act}`)
  const keyOf = (act: OrderAct): KeyId | null => (act === next ? 'order.next' : act === 'book' ? 'order.book' : null)
  if (asking !== null && acts.includes(asking)) return <ActForm act={asking} view={view} onClose={close} />
  if (buttons.length === 0) return null
  return (
    <div className={styles.acts}>
      {acts.includes('book') && (
        <ActKey
          id="order.book"
          label={t('bookKey')}
          onPress={() => {
            begin('book')
          }}
        />
      )}
      {buttons.some((act) => act === next) && next !== undefined && (
        <ActKey
          id="order.next"
          label={t('nextKey')}
          onPress={() => {
            begin(next)
          }}
        />
      )}
      {buttons.map((act) => {
        const key = keyOf(act)
        return (
          <Button
            key={act}
            size="sm"
            variant={act === next ? 'primary' : act === 'refuse' ? 'danger' : 'default'}
            {...(key === null ? {} : { shortcut: keysOf(key) })}
            onClick={() => {
              begin(act)
            }}
          >
            {wordOf(act)}
          </Button>
        )
      })}
    </div>
  )
}
