import { ClipboardList } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { OrderList as Orders, OrderRow } from '#shared/ipc/order-views'
import { Badge, ListView, RelativeTime, RowLines, useNow } from '../../../shared/ui'
import type { QueryState } from '../../bridge/replica-query'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo, usePlace } from '../../navigation/place-store'
import { usePerson } from '../session'
import { useSettings } from '../settings'
import { AsOf } from '../sync'
import { ListHead } from './list-head'
import { listFilter } from './list-filter'
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

const linesOf = (query: QueryState<Orders>): QueryState<readonly OrderRow[]> => {
  if (query.phase === 'ready') return { ...query, data: query.data.rows }
  return query.phase === 'failed' ? { ...query, data: query.data?.rows ?? null } : query
}

/** The orders that wait for this person, what is due first; a row leads to its ticket. */
export const OrderList = () => {
  const { t } = useTranslation('order')
  const { view, task } = useStore(listFilter)
  const place = usePlace()
  const { density } = useSettings()
  const query = useReplicaQuery('order.list', { view, task, limit: maxListed, at: useNow('minute') })
  return (
    <ListView
      label={t('list.label')}
      head={<ListHead counts={query.data?.counts ?? null} />}
      headEnd={<AsOf />}
      count={(rows) => t('list.count', { count: rows.length })}
      answer={linesOf(query)}
      empty={{
        icon: <ClipboardList size={32} aria-hidden />,
        title: t(task === null ? 'list.empty' : `list.noTask.${task}`),
        text: t(task === null ? 'list.emptyHint' : 'list.noTaskHint'),
      }}
      isCompact={density === 'compact'}
      isOpen={({ ticketId }) => place.kind === 'ticket' && place.id === ticketId}
      onOpen={({ ticketId }) => {
        goTo({ kind: 'ticket', id: ticketId })
      }}
      renderRow={(row) => <Row row={row} />}
    />
  )
}
