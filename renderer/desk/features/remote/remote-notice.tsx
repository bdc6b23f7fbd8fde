import { MonitorUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Banner, Button } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo, usePlace } from '../../navigation/place-store'
import { useRemote } from './remote-store'
import styles from './remote.module.css'

/** While the agent looks elsewhere: that the session goes on, what came meanwhile, and the way back to it. */
export const RemoteNotice = () => {
  const { t } = useTranslation('remote')
  const now = useRemote((state) => state.now)
  const unread = useRemote((state) => state.unread)
  const place = usePlace()
  const mine = useReplicaQuery('remote.listMine', null).data ?? []
  const isOn = now !== null && now.connection !== 'over'
  const ticketId = isOn ? now.ticketId : mine.find(({ state }) => state !== 'ended' && state !== 'requested')?.ticketId
  if (ticketId === undefined || (place.kind === 'ticket' && place.id === ticketId)) return null
  return (
    <div className={styles.notice}>
      <Banner
        tone="info"
        role="status"
        actions={
          <Button
            size="sm"
            icon={<MonitorUp size={14} aria-hidden />}
            onClick={() => {
              goTo({ kind: 'ticket', id: ticketId })
            }}
          >
            {t('notice.go')}
          </Button>
        }
      >
        {t(isOn ? 'notice.live' : 'notice.open')}
        {unread > 0 && ` · ${t('notice.unread', { count: unread })}`}
      </Banner>
    </div>
  )
}
