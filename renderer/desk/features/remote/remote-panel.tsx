import { useTranslation } from 'react-i18next'
import type { RemoteSession } from '#shared/domain/remote-session'
import type { Ticket } from '#shared/domain/ticket'
import type { RemoteNow } from '#shared/ipc/remote-now'
import { Banner, Button, FailureText, toastFailure, useNow } from '../../../shared/ui'
import { call } from '../../bridge/client'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { canDispatch } from '../order'
import { usePerson } from '../session'
import { Chat } from './chat'
import { ClosingNote } from './closing-note'
import { CodeCard } from './code-card'
import { Picture } from './picture/picture'
import { dismissRefusal, useRemote } from './remote-store'
import { SessionHead } from './session-head'
import { Steps } from './steps'
import { allowedNow } from './what-is-allowed'
import { WantedNotice } from './wanted-notice'
import styles from './remote.module.css'

/** Joins an own session again; why not is shown. */
export const rejoin = async (sessionId: RemoteSession['id']): Promise<void> => {
  const result = await call('remote.join', { sessionId })
  if (!result.ok) toastFailure(result.failure)
}

const Refusal = ({ ticketId }: { ticketId: string }) => {
  const { t } = useTranslation('remote')
  const refusal = useRemote((state) => state.refusal)
  if (refusal?.ticketId !== ticketId) return null
  return (
    <Banner
      tone="warning"
      role="alert"
      actions={
        <Button size="sm" onClick={dismissRefusal}>
          {t('dismiss')}
        </Button>
      }
    >
      {refusal.failure.code === 'offline' ? t('offline') : <FailureText failure={refusal.failure} />}
    </Banner>
  )
}

/** The session while it is on. */
const Live = ({ now, session, ticket }: { now: RemoteNow; session: RemoteSession | null; ticket: Ticket }) => {
  const allowed = allowedNow(now, useNow('second'))
  const { view } = now
  const isOn = now.connection === 'joined'
  return (
    <>
      <SessionHead now={now} session={session} canVisit={canDispatch(usePerson(), ticket)} />
      {view !== null && (
        <>
          {view.rights.includes('screen') && <Picture ticketId={now.ticketId} allowed={allowed} />}
          <div className={styles.sides}>
            <Chat contactName={view.contactName} canWrite={allowed.chat} />
            <Steps view={view} isOn={isOn} />
          </div>
        </>
      )}
    </>
  )
}

/** Who ended it and why, and the note that is still to be written. */
const Over = ({ now, session }: { now: RemoteNow | null; session: RemoteSession | null }) => {
  const { t } = useTranslation('remote')
  const end = now?.view?.end ?? session?.end ?? null
  return (
    <>
      <div className={styles.headLine}>
        <h3 className={styles.title}>{t('over.title')}</h3>
        <p role="status">
          {now === null && `${t('note.missing')} `}
          {end === null && now?.failure ? <FailureText failure={now.failure} /> : t(`over.${end ?? 'unknown'}`)}
        </p>
        {session === null && (
          <div className={styles.acts}>
            <Button size="sm" onClick={() => void call('remote.leave', null)}>
              {t('over.close')}
            </Button>
          </div>
        )}
      </div>
      {session !== null && <ClosingNote key={session.id} session={session} />}
    </>
  )
}

const Rejoin = ({ session }: { session: RemoteSession }) => {
  const { t } = useTranslation('remote')
  return (
    <Banner
      tone="info"
      role="status"
      title={t('rejoin.title')}
      actions={
        <Button size="sm" variant="primary" onClick={() => void rejoin(session.id)}>
          {t('rejoin.join')}
        </Button>
      }
    >
      {t('rejoin.text')}
    </Banner>
  )
}

const Content = ({ ticket }: { ticket: Ticket }) => {
  const { id: ticketId } = ticket
  const now = useRemote((state) => (state.now?.ticketId === ticketId ? state.now : null))
  const mine = useReplicaQuery('remote.listMine', null).data ?? []
  const ofTicket = mine.filter((session) => session.ticketId === ticketId)
  const unnoted = ofTicket.find(({ id, state }) => state === 'ended' && (now === null || id === now.sessionId)) ?? null
  if (now !== null) {
    if (now.connection === 'over') return <Over now={now} session={unnoted} />
    const session = ofTicket.find(({ id }) => id === now.sessionId) ?? null
    return now.code === null ? <Live now={now} session={session} ticket={ticket} /> : <CodeCard code={now.code} />
  }
  // Of one whose code nobody typed yet the code itself is gone.
  const open = ofTicket.find(({ state }) => state !== 'ended' && state !== 'requested')
  if (open !== undefined) return <Rejoin session={open} />
  return unnoted === null ? null : <Over now={null} session={unnoted} />
}

/** 远程协助 in the ticket pane: the code, the session, its end. Shows nothing where there is none. */
export const RemotePanel = ({ ticket }: { ticket: Ticket }) => {
  const { t } = useTranslation('remote')
  return (
    <section aria-label={t('panel')} className={styles.panel}>
      <WantedNotice of={ticket.id} why="needsServer" />
      <Refusal ticketId={ticket.id} />
      <Content ticket={ticket} />
    </section>
  )
}
