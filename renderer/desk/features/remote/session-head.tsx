import { useRef } from 'react'
import { Check, Minus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { longRemoteMs, remoteRights, shownMs, type RemoteSession } from '#shared/domain/remote-session'
import type { RemoteNow } from '#shared/ipc/remote-now'
import type { RemoteView } from '#shared/protocol/remote'
import { Badge, Button, StatusDot, useNow, type Tone } from '../../../shared/ui'
import { keysOf } from '../../navigation/key-table'
import { runKey } from '../../navigation/keys'
import { useLanding } from '../../navigation/use-landing'
import { TimePrompt } from '../time-prompt'
import { Hindrance } from './hindrance'
import { act } from './remote-store'
import styles from './remote.module.css'

const stateTones: Record<RemoteView['state'], Tone> = {
  requested: 'neutral',
  identified: 'info',
  consented: 'info',
  active: 'success',
  paused: 'warning',
  ended: 'neutral',
}

const presenceTones: Record<RemoteView['presence']['customer'], Tone> = {
  here: 'success',
  frozen: 'warning',
  away: 'warning',
}

/** Each right by itself, as it stands this moment. */
const Rights = ({ rights }: { rights: RemoteView['rights'] }) => {
  const { t } = useTranslation('remote')
  return (
    <ul className={styles.rights} aria-label={t('rights')}>
      {remoteRights.map((right) => {
        const isGiven = rights.includes(right)
        return (
          <li key={right}>
            <Badge
              tone={isGiven ? 'success' : 'neutral'}
              icon={isGiven ? <Check size={12} aria-hidden /> : <Minus size={12} aria-hidden />}
            >
              {t(`right.${right}`)}
              <span className="visually-hidden"> {t(isGiven ? 'given' : 'notGiven')}</span>
            </Badge>
          </li>
        )
      })}
    </ul>
  )
}

/** Once the picture was shown for an hour: what helps better than going on. */
const RanLong = ({ now, session, canVisit }: Props) => {
  const { t } = useTranslation(['remote', 'order'])
  const at = useNow('minute')
  const startedAt = session?.spans[0]?.from
  if (session === null || startedAt === undefined || shownMs(session, at) < longRemoteMs) return null
  return (
    <TimePrompt clock={{ kind: 'remote', startedAt }} of={now.sessionId} text={t('ranLong')}>
      {canVisit && (
        <Button size="sm" shortcut={keysOf('ticket.dispatch')} onClick={() => runKey('ticket.dispatch')}>
          {t('order:action')}
        </Button>
      )}
    </TimePrompt>
  )
}

type Props = {
  now: RemoteNow
  /** As the replica has it; null where it has not come yet. */
  session: Pick<RemoteSession, 'spans'> | null
  /** An organisation may be asked to go there. */
  canVisit: boolean
}

/** Who is there, what they allow, and the ways to pause and to end. */
export const SessionHead = ({ now, session, canVisit }: Props) => {
  const { t } = useTranslation('remote')
  const { view } = now
  const isOn = now.connection === 'joined'
  const box = useRef<HTMLElement>(null)
  // The button that had the focus while the customer typed the code is gone.
  useLanding(box)
  return (
    <header ref={box} tabIndex={-1} className={styles.head}>
      <div className={styles.headLine}>
        <h3 className={styles.title}>{t('panel')}</h3>
        {view !== null && (
          <>
            <Badge tone={stateTones[view.state]}>{t(`state.${view.state}`)}</Badge>
            <span className={styles.name}>{view.contactName}</span>
            {now.connection === 'joined' && view.state !== 'requested' && (
              <span className={styles.presence}>
                <StatusDot tone={presenceTones[view.presence.customer]} /> {t(`presence.${view.presence.customer}`)}
              </span>
            )}
            <Rights rights={view.rights} />
          </>
        )}
        <div className={styles.acts}>
          {view?.state === 'active' && (
            <Button size="sm" disabled={!isOn} onClick={() => void act({ act: 'pause' })}>
              {t('pause')}
            </Button>
          )}
          {view?.state === 'paused' && view.pausedBy !== 'customer' && (
            <Button size="sm" disabled={!isOn} onClick={() => void act({ act: 'resume' })}>
              {t('resume')}
            </Button>
          )}
          <Button
            size="sm"
            variant="danger"
            disabled={!isOn}
            onClick={() => void act({ act: 'end', end: 'agentEnded' })}
          >
            {t('end')}
          </Button>
        </div>
      </div>
      <Hindrance now={now} />
      <RanLong now={now} session={session} canVisit={canVisit} />
    </header>
  )
}
