import { useState } from 'react'
import { ClipboardList } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OrderFilter, OrderRow } from '#shared/ipc/order-views'
import { Badge, ListView, RelativeTime, RowLines, ToggleButton } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo, usePlace } from '../../navigation/place-store'
import { usePerson } from '../session'
import { useSettings } from '../settings'
import { AsOf } from '../sync'
import { orderTones } from './order-card'
import { OrderDue } from './order-due'
import styles from './order.module.css'

const maxListed = 1000

/** One order in two lines: customer and what is due; ticket, organisation and how it stands. */
const Row = ({ row }: { row: OrderRow }) => {
  const { t } = useTranslation('order')
  const customer = row.customerName ?? t('outOfSight')
  const isOwn = usePerson()?.organisationId === row.organisationId
  // One's own organisation goes without saying.
  const who = row.consultantName ?? (isOwn ? '' : row.organisationName)
  return (
    <RowLines
      first={
        <>
          <span className={styles.customer} title={customer}>
            {customer}
          </span>
          {row.isPending && <Badge tone="warning">{t('pending')}</Badge>}
          {row.endedAt === null ? <OrderDue due={row.due} /> : <RelativeTime at={row.endedAt} />}
        </>
      }
      second={
        <>
          <span className={styles.number}>{row.ticketNumber}</span>
          <span className={styles.about} title={row.subject ?? undefined}>
            {row.subject}
          </span>
          <span className={styles.who} title={row.organisationName}>
            {who}
          </span>
          <Badge tone={orderTones[row.status]}>{t(`status.${row.status}`)}</Badge>
        </>
      }
    />
  )
}

/** The orders that wait for this person, what is due first; a row leads to its ticket. */
export const OrderList = () => {
  const { t } = useTranslation('order')
  const [view, setView] = useState<OrderFilter['view']>('toDo')
  const place = usePlace()
  const { density } = useSettings()
  const query = useReplicaQuery('order.list', { view, limit: maxListed })
  return (
    <ListView
      label={t('list.label')}
      head={
        <div role="group" aria-label={t('list.views')} className={styles.views}>
          {(['toDo', 'all'] as const).map((each) => (
            <ToggleButton
              key={each}
              isPressed={view === each}
              onClick={() => {
                setView(each)
              }}
            >
              {t(`list.${each}`)}
            </ToggleButton>
          ))}
        </div>
      }
      headEnd={<AsOf />}
      count={(rows) => t('list.count', { count: rows.length })}
      answer={query}
      empty={{ icon: <ClipboardList size={32} aria-hidden />, title: t('list.empty'), text: t('list.emptyHint') }}
      isCompact={density === 'compact'}
      isOpen={({ ticketId }) => place.kind === 'ticket' && place.id === ticketId}
      onOpen={({ ticketId }) => {
        goTo({ kind: 'ticket', id: ticketId })
      }}
      renderRow={(row) => <Row row={row} />}
    />
  )
}
