import { useTranslation } from 'react-i18next'
import { longRemoteMs, remoteMinutes, shownMs, type RemoteState } from '#shared/domain/remote-session'
import type { WatchedRemote } from '#shared/ipc/watched-remote'
import { Badge, RelativeTime, RowLines, useNow, type Tone } from '../../../shared/ui'
import styles from './watch.module.css'

const stateTones: Record<RemoteState, Tone> = {
  requested: 'neutral',
  identified: 'info',
  consented: 'info',
  active: 'success',
  paused: 'warning',
  ended: 'neutral',
}

/** How long a picture was shown; more than help from afar should last stands out. */
const Minutes = ({ row }: { row: WatchedRemote }) => {
  const { t } = useTranslation('remoteWatch')
  const now = useNow('minute')
  if (row.spans.length === 0) return null
  // The page's clock ticks twice a minute and may be behind a picture that is just there.
  const count = Math.max(1, remoteMinutes(row, now))
  return row.ranLongAt !== null || shownMs(row, now) > longRemoteMs ? (
    <Badge tone="warning">{t('long', { count })}</Badge>
  ) : (
    <span className={styles.minutes}>{t('minutes', { count })}</span>
  )
}

/** One session in two lines: who helps, with which rights and how long; then whom with what, and how it stands. */
export const WatchRow = ({ row }: { row: WatchedRemote }) => {
  const { t } = useTranslation('remoteWatch')
  const agent = row.agentName ?? t('unknownAgent')
  const rights = row.rights.map((right) => t(`right.${right}`)).join(t('comma'))
  const about = [row.customerName, row.subject].filter((text) => text !== null).join(' · ')
  return (
    <RowLines
      first={
        <>
          <span className={styles.agent} title={agent}>
            {agent}
          </span>
          <span className={styles.rights} title={t('rights', { rights: rights || t('noRights') })}>
            {rights}
          </span>
          <Minutes row={row} />
          <span className={styles.age}>
            <RelativeTime at={row.endedAt ?? row.requestedAt} />
          </span>
        </>
      }
      second={
        <>
          <span className={styles.facts}>
            <span className={styles.number} title={row.ticketNumber ?? undefined}>
              {row.ticketNumber ?? t('unnumbered')}
            </span>
            <span className={styles.about} title={about}>
              {about}
            </span>
          </span>
          <Badge tone={stateTones[row.state]}>
            {row.state === 'ended' && row.end !== null ? t(`end.${row.end}`) : t(`state.${row.state}`)}
          </Badge>
        </>
      }
    />
  )
}
