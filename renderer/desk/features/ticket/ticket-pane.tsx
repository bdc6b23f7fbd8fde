import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Eye, Phone, Ticket as TicketIcon } from 'lucide-react'
import type { TicketId } from '#shared/ids'
import type { TicketView } from '#shared/ipc/replica-views'
import { mayOnTicket } from '#shared/domain/may'
import { referredTo } from '#shared/domain/ticket'
import { call, listen } from '../../bridge/client'
import { issue } from '../../bridge/issue'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo } from '../../navigation/place-store'
import { useKey } from '../../navigation/keys'
import { useLanding } from '../../navigation/use-landing'
import {
  Badge,
  Button,
  classNames,
  EmptyState,
  FailureText,
  NewerNotice,
  RelativeTime,
  Skeleton,
} from '../../../shared/ui'
import { Attachments } from '../attachment'
import { Hours } from '../hours'
import { OrderPanel } from '../order'
import { RemotePanel } from '../remote'
import { currentPerson, usePerson } from '../session'
import { AsOf } from '../sync'
import { ChangeKindAction } from './change-kind'
import { FirstLinePrompt } from './first-line-prompt'
import { LinkedArticles } from './linked-articles'
import { OpenAfterAction } from './open-after'
import { ReferralFacts } from './referral-facts'
import { TextBox } from './text-box'
import { TicketActions } from './ticket-actions'
import { TicketEntitlement } from './ticket-entitlement'
import { TicketFields, TicketText, TicketTexts } from './ticket-fields'
import { TimeLeft } from './time-left'
import { OriginLine } from './ticket-link'
import { TicketTimeline } from './ticket-timeline'
import { priorityTones, statusTones } from './ticket-rows'
import styles from './ticket.module.css'

/** Reports that this desk has the ticket open, and follows who else has. @returns the others' names. */
const usePresence = (ticketId: TicketId): readonly string[] => {
  const [others, setOthers] = useState<readonly string[]>([])
  useEffect(() => {
    const stop = listen('presence.changed', (notice) => {
      if (notice.ticketId === ticketId)
        setOthers(notice.people.filter((person) => person.id !== currentPerson()?.id).map((person) => person.name))
    })
    void call('presence.open', { ticketId })
    return () => {
      stop()
      setOthers([])
      void call('presence.open', { ticketId: null })
    }
  }, [ticketId])
  return others
}

const Header = ({ view, isReadOnly, others }: { view: TicketView; isReadOnly: boolean; others: readonly string[] }) => {
  const { t } = useTranslation(['ticket', 'common'])
  const { ticket } = view
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <span className={classNames('figures', styles.number)}>{ticket.number ?? t('unnumbered')}</span>
        <Badge tone={statusTones[ticket.status]}>{t(`common:ticketStatus.${ticket.status}`)}</Badge>
        <Badge>{t(`common:ticketKind.${ticket.kind}`)}</Badge>
        <Badge tone={priorityTones[ticket.priority]}>{t(`common:priority.${ticket.priority}`)}</Badge>
        <TimeLeft timed={ticket} organisationId={referredTo(ticket)} />
        {view.isPending && <Badge tone="warning">{t('pending')}</Badge>}
        <span className={styles.none}>
          {view.ownerName ?? t('list.noOwner')} · {t('pane.opened')} <RelativeTime at={ticket.openedAt} />
        </span>
        {/* One that no server has seen yet cannot be out of date. */}
        {(ticket.number !== null || !view.isPending) && <AsOf />}
        {ticket.callId !== null && view.call !== null && (
          <Button
            size="sm"
            variant="quiet"
            icon={<Phone size={14} aria-hidden />}
            onClick={() => {
              if (ticket.callId !== null) goTo({ kind: 'call', id: ticket.callId })
            }}
          >
            {t('pane.call')}
          </Button>
        )}
      </div>
      <h2 className={styles.subject}>
        <TicketText view={view} field="subject" isReadOnly={isReadOnly} />
      </h2>
      <NewerNotice newer={view.newer} />
      <TicketEntitlement view={view} />
      <OriginLine origin={ticket.origin} />
      <TicketActions ticket={ticket}>
        <OpenAfterAction view={view} />
        <ChangeKindAction view={view} />
        <p role="status" className={styles.others}>
          {others.length > 0 && (
            <>
              <Eye size={14} aria-hidden /> {t('pane.others', { names: others.join(t('comma')) })}
            </>
          )}
        </p>
      </TicketActions>
      <FirstLinePrompt ticket={ticket} />
      <RemotePanel ticket={ticket} />
      <OrderPanel ticketId={ticket.id} />
    </header>
  )
}

const Loaded = ({ view }: { view: TicketView }) => {
  const { t } = useTranslation('ticket')
  const person = usePerson()
  const box = useRef<HTMLDivElement>(null)
  const others = usePresence(view.ticket.id)
  useLanding(box)
  const { ticket } = view
  const isReadOnly = ticket.status === 'closed' || !mayOnTicket(person, 'ticket.edit', ticket)
  const canNote = mayOnTicket(person, 'ticket.note', ticket)
  useKey(
    'ticket.note',
    () => t('key.note'),
    () => {
      const area = box.current?.querySelector<HTMLElement>('[data-text=note]')
      area?.focus()
      return area !== null && area !== undefined
    },
  )
  return (
    <section className={styles.pane} ref={box} aria-label={t('pane.label')} tabIndex={-1} data-drop-pane>
      <div className={styles.sheet}>
        <Header view={view} isReadOnly={isReadOnly} others={others} />
        <div className={styles.texts}>
          <TicketTexts view={view} isReadOnly={isReadOnly} />
        </div>
        <div className={styles.facts}>
          <TicketFields view={view} isReadOnly={isReadOnly} />
          {ticket.referral !== null && <ReferralFacts ticket={ticket} referral={ticket.referral} />}
          <LinkedArticles view={view} isReadOnly={isReadOnly} />
          <Attachments view={view} />
          <Hours view={view} />
        </div>
        <div className={styles.story}>
          {canNote && (
            <TextBox
              ticketId={ticket.id}
              kind="note"
              label={t('note.label')}
              placeholder={t('note.placeholder')}
              action={t('action.note')}
              onSend={async (text) => (await issue('ticket.note', { ticketId: ticket.id, text })).ok}
            />
          )}
          <TicketTimeline view={view} />
        </div>
      </div>
    </section>
  )
}

/** One ticket: what it is about, what its customer may have, what was done; it changes while one looks at it. */
export const TicketPane = ({ ticketId }: { ticketId: TicketId }) => {
  const { t } = useTranslation('ticket')
  const query = useReplicaQuery('ticket.read', { ticketId }, true)
  if (query.data !== null) return <Loaded key={ticketId} view={query.data} />
  if (query.phase === 'failed')
    return (
      <EmptyState icon={<TicketIcon />} title={t('pane.gone')}>
        <FailureText failure={query.failure} /> {t('pane.goneHint')}
      </EmptyState>
    )
  return (
    <div className={styles.pane}>
      <Skeleton lines={[40, 80, 60, 90, 90, 70]} />
    </div>
  )
}
