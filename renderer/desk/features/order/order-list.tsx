import { useState } from 'react'
import { ClipboardList } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OrderFilter, OrderRow } from '#shared/ipc/order-views'
import { Badge, EmptyState, FailureText, RelativeTime, Skeleton, ToggleButton, VirtualList } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo, usePlace } from '../../navigation/place-store'
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
  const about = [row.ticketNumber, row.subject].filter((text) => text !== null).join(' · ')
  const who = row.consultantName ?? row.organisationName
  return (
    <div className={styles.row}>
      <div className={styles.line}>
        <span className={styles.customer} title={customer}>
          {customer}
        </span>
        {row.isPending && <Badge tone="warning">{t('pending')}</Badge>}
        {row.endedAt === null ? <OrderDue due={row.due} /> : <RelativeTime at={row.endedAt} />}
      </div>
      <div className={styles.line}>
        <span className={styles.about} title={about}>
          {about}
        </span>
        <span className={styles.who} title={row.organisationName}>
          {who}
        </span>
        <Badge tone={orderTones[row.status]}>{t(`status.${row.status}`)}</Badge>
      </div>
    </div>
  )
}

/** The orders that wait for this person, what is due first; a row leads to its ticket. */
export const OrderList = () => {
  const { t } = useTranslation('order')
  const [view, setView] = useState<OrderFilter['view']>('toDo')
  const [active, setActive] = useState<string | null>(null)
  const place = usePlace()
  const { density } = useSettings()
  const query = useReplicaQuery('order.list', { view, limit: maxListed })
  const rows = query.data ?? []
  const shown = place.kind === 'ticket' ? rows.find(({ ticketId }) => ticketId === place.id)?.id : undefined
  return (
    <section className={styles.list} aria-label={t('list.label')}>
      <div className={styles.head}>
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
        <span className={styles.headEnd}>
          <AsOf />
          {query.data !== null && <span role="status">{t('list.count', { count: rows.length })}</span>}
        </span>
      </div>
      {query.phase === 'failed' && query.data === null && (
        <EmptyState title={t('list.label')}>
          <FailureText failure={query.failure} />
        </EmptyState>
      )}
      {query.phase === 'loading' && (
        <div className={styles.head}>
          <Skeleton lines={[90, 70, 90, 70]} />
        </div>
      )}
      {query.phase === 'ready' && rows.length === 0 && (
        <EmptyState icon={<ClipboardList size={32} aria-hidden />} title={t('list.empty')}>
          {t('list.emptyHint')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <VirtualList
          label={t('list.label')}
          items={rows}
          itemKey={({ id }) => id}
          rowHeight={density === 'compact' ? 52 : 60}
          activeKey={active ?? shown ?? null}
          onActive={(_, key) => {
            setActive(key)
          }}
          onOpen={({ ticketId }) => {
            goTo({ kind: 'ticket', id: ticketId })
          }}
          renderRow={(row) => <Row row={row} />}
        />
      )}
    </section>
  )
}
