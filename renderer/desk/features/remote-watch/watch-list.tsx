import { MonitorUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ListView, useNow } from '../../../shared/ui'
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
  const place = usePlace()
  const { density } = useSettings()
  const query = useReplicaQuery('remote.listWatched', { endedSince: startOfDay(useNow('minute')) })
  return (
    <ListView
      label={t('label')}
      head={<h2 className={styles.title}>{t('title')}</h2>}
      headEnd={<AsOf />}
      count={(rows) => t('running', { count: rows.filter(({ state }) => state !== 'ended').length })}
      answer={query}
      empty={{ icon: <MonitorUp size={32} aria-hidden />, title: t('empty'), text: t('emptyHint') }}
      isCompact={density === 'compact'}
      isOpen={({ ticketId }) => place.kind === 'ticket' && place.id === ticketId}
      onOpen={({ ticketId }) => {
        goTo({ kind: 'ticket', id: ticketId })
      }}
      renderRow={(row) => <WatchRow row={row} />}
    />
  )
}
