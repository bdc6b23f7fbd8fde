import { useTranslation } from 'react-i18next'
import { isOrderLive } from '#shared/domain/work-order'
import type { Ticket } from '#shared/domain/ticket'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { usePlace } from '../../navigation/place-store'
import { OrderCard } from './order-card'
import styles from './order.module.css'

/** 派工单 of a ticket: the live one open, the earlier ones folded. Shows nothing where there is none. */
export const OrderPanel = ({ ticketId }: { ticketId: Ticket['id'] }) => {
  const { t } = useTranslation('order')
  const views = useReplicaQuery('order.listOfTicket', { ticketId }).data ?? []
  const place = usePlace()
  const [latest] = views
  if (latest === undefined) return null
  const open = views.filter((view) => isOrderLive(view.order) || view === latest)
  const earlier = views.filter((view) => !open.includes(view))
  // A link leads to an order, also to one that is folded away.
  const isWanted = place.kind === 'ticket' && earlier.some(({ order }) => order.id === place.orderId)
  return (
    <section aria-label={t('panel')} className={styles.panel}>
      {open.map((view) => (
        <OrderCard key={view.order.id} view={view} />
      ))}
      {earlier.length > 0 && (
        <details open={isWanted} className={styles.earlier}>
          <summary className={styles.summary}>{t('earlier', { count: earlier.length })}</summary>
          {earlier.map((view) => (
            <OrderCard key={view.order.id} view={view} />
          ))}
        </details>
      )}
    </section>
  )
}
