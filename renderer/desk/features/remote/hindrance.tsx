import { useTranslation } from 'react-i18next'
import type { RemoteNow } from '#shared/ipc/remote-now'
import { useRemote } from './remote-store'
import styles from './remote.module.css'

/** What stands in the way now, in one sentence; empty where nothing does. */
export const Hindrance = ({ now: { connection, view } }: { now: RemoteNow }) => {
  const { t } = useTranslation('remote')
  const isCovered = useRemote((state) => state.isCovered)
  const words = (): string => {
    if (connection === 'cut') return t('cut')
    if (view === null) return t('code.joining')
    if (view.presence.customer !== 'here' && view.state !== 'requested') return t(`absence.${view.presence.customer}`)
    if (isCovered) return t('covered')
    return view.state === 'paused' ? t(`pausedBy.${view.pausedBy ?? 'server'}`) : ''
  }
  return (
    <p role="status" className={styles.hindrance}>
      {words()}
    </p>
  )
}
