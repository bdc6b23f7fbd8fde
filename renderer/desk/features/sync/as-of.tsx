import { useTranslation } from 'react-i18next'
import { History } from 'lucide-react'
import { exactTime, shortTime, useNow } from '../../../shared/ui'
import { useSync } from './status-store'
import styles from './sync.module.css'

/** While the desk is not live: the moment as of which the data beside it is known. */
export const AsOf = () => {
  const { t } = useTranslation('sync')
  const status = useSync()
  const now = useNow('minute')
  if (status === null || status.connection === 'live' || status.asOf === null || status.bootstrap !== null) return null
  return (
    <span className={styles.asOf} title={t('asOfExact', { time: exactTime(status.asOf) })}>
      <History size={12} aria-hidden />
      {t('asOf', { time: shortTime(status.asOf, now) })}
    </span>
  )
}
