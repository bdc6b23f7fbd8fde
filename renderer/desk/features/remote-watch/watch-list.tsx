import { useState } from 'react'
import { MonitorUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EmptyState, FailureText, Skeleton, useNow, VirtualList } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo, usePlace } from '../../navigation/place-store'
import { useSettings } from '../settings'
import { AsOf } from '../sync'
import { WatchRow } from './watch-row'
import styles from './watch.module.css'

/** Midnight on this machine: the same number all day, so that nothing is asked again because time goes by. */
const startOfDay = (now: number): number => new Date(now).setHours(0, 0, 0, 0)

/** Who helps whom from afar now and helped today, for those who supervise; a row leads to its ticket. */
export const WatchList = () => {
  const { t } = useTranslation('remoteWatch')
  const [active, setActive] = useState<string | null>(null)
  const place = usePlace()
  const { density } = useSettings()
  const query = useReplicaQuery('remote.listWatched', { endedSince: startOfDay(useNow('minute')) })
  const rows = query.data ?? []
  const running = rows.filter(({ state }) => state !== 'ended').length
  const shown = place.kind === 'ticket' ? rows.find(({ ticketId }) => ticketId === place.id)?.id : undefined
  return (
    <section className={styles.list} aria-label={t('label')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('title')}</h2>
        <span className={styles.headEnd}>
          <AsOf />
          {query.data !== null && (
            <span className={styles.count} role="status">
              {t('running', { count: running })}
            </span>
          )}
        </span>
      </div>
      {query.phase === 'failed' && query.data === null && (
        <EmptyState title={t('label')}>
          <FailureText failure={query.failure} />
        </EmptyState>
      )}
      {query.phase === 'loading' && (
        <div className={styles.head}>
          <Skeleton lines={[90, 70, 90, 70]} />
        </div>
      )}
      {query.phase === 'ready' && rows.length === 0 && (
        <EmptyState icon={<MonitorUp size={32} aria-hidden />} title={t('empty')}>
          {t('emptyHint')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <VirtualList
          label={t('label')}
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
          renderRow={(row) => <WatchRow row={row} />}
        />
      )}
    </section>
  )
}
