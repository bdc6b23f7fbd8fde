import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { maxTicketText } from '#shared/domain/limits'
import { mayOnTicket } from '#shared/domain/may'
import type { Person } from '#shared/domain/person'
import type { TicketKind } from '#shared/domain/ticket'
import { entitlementOfTicket } from '#shared/domain/ticket-entitlement'
import { isKindTheirs } from '#shared/domain/ticket-kind'
import { openableKinds } from '#shared/domain/ticket-open'
import type { TicketView } from '#shared/ipc/replica-views'
import { issue } from '../../bridge/issue'
import { createPersonStore } from '../../bridge/person-store'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { Button, dateOnly, DraftDialog, FailureText, TextArea, useNow, useSending } from '../../../shared/ui'
import { usePerson } from '../session'
import { boundTo } from './after-draft'
import { KindChoice } from './kind-choice'
import { kindEffects } from './kind-effects'
import { missingReferral, prefilledReferral, referralOf, type ReferralDraft } from './referral-draft'
import { ReferralFields } from './referral-fields'
import styles from './ticket.module.css'

type KindDraft = { kind: TicketKind; reason: string; referral: ReferralDraft }
const store = createPersonStore<{ drafts: Record<string, KindDraft | null> }>(() => ({ drafts: {} }))

/** 更改类型: what it becomes, what follows from that, and why. What is typed stays with the ticket until it is sent. */
const ChangeKind = ({ view, person, onClose }: { view: TicketView; person: Person; onClose: () => void }) => {
  const { t } = useTranslation(['ticket', 'common'])
  const { ticket } = view
  const now = useNow('minute')
  const entitlement = entitlementOfTicket(ticket, view.call, view.customer, now)
  const [fresh] = useState(() => ({
    kind: ticket.kind,
    reason: '',
    referral: prefilledReferral(view, boundTo(person)),
  }))
  const draft = useStore(store, ({ drafts }) => drafts[ticket.id]) ?? fresh
  const isSame = draft.kind === ticket.kind
  const missing = draft.kind === 'referral' && !isSame ? missingReferral(draft.referral) : []
  const isReasonMissing = draft.reason.trim() === ''
  const write = (next: KindDraft | null): void => {
    store.setState(({ drafts }) => ({ drafts: { ...drafts, [ticket.id]: next } }))
  }
  const sending = useSending({
    isFaulty: isSame || isReasonMissing || missing.length > 0,
    onSend: () => {
      const { kind, reason } = draft
      const args = { ticketId: ticket.id, kind, reason: reason.trim(), referral: referralOf(kind, draft.referral) }
      return issue('ticket.changeKind', args, true)
    },
    onSent: () => {
      write(null)
      onClose()
    },
  })
  const { failure, isTried } = sending
  const change = (changes: Partial<KindDraft>): void => {
    sending.forgetFailure()
    write({ ...draft, ...changes })
  }
  const fault = failure !== null ? <FailureText failure={failure} /> : isTried && isSame ? t('kind.same') : null
  return (
    <DraftDialog
      size="lg"
      title={t('kind.title')}
      sendLabel={t('action.changeKind')}
      sending={sending}
      onClose={onClose}
    >
      <KindChoice
        value={draft.kind}
        kinds={openableKinds(entitlement)}
        reason={entitlement.reason}
        isOfTicket
        isFaulty={fault !== null}
        onValue={(kind) => {
          change({ kind })
        }}
      />
      {fault !== null && (
        <p role="alert" className={styles.missing}>
          {fault}
        </p>
      )}
      {!isSame && (
        <ul className={styles.effects} aria-label={t('kind.effects')}>
          {kindEffects(view, draft.kind, draft.referral.organisationId, now).map((effect) => (
            <li key={effect.key}>
              {t(`kindEffect.${effect.key}`, {
                queue: effect.key === 'queue' ? t(`common:queue.${effect.queue}`) : '',
                until: effect.key === 'contract' ? dateOnly(effect.until) : '',
              })}
            </li>
          ))}
        </ul>
      )}
      {draft.kind === 'referral' && !isSame && (
        <ReferralFields
          draft={draft.referral}
          knownPhone={ticket.callerPhone}
          region={view.customer?.region ?? ''}
          onlyOrganisationId={boundTo(person)}
          missing={isTried ? missing : []}
          onChange={(changes) => {
            change({ referral: { ...draft.referral, ...changes } })
          }}
        />
      )}
      <TextArea
        label={t('kind.reason')}
        placeholder={t('kind.reasonPlaceholder')}
        required
        rows={2}
        maxLength={maxTicketText.reason}
        value={draft.reason}
        error={isTried && isReasonMissing ? t('create.needed') : null}
        onValue={(reason) => {
          change({ reason })
        }}
      />
    </DraftDialog>
  )
}

/** The button that makes a ticket another kind, its key, and its dialog. */
export const ChangeKindAction = ({ view }: { view: TicketView }) => {
  const { t } = useTranslation('ticket')
  const person = usePerson()
  const [isChanging, setIsChanging] = useState(false)
  const mayChange =
    mayOnTicket(person, 'ticket.changeKind', view.ticket) &&
    person !== null &&
    view.ticket.status !== 'closed' &&
    isKindTheirs(view.ticket, person)
  const open = (): boolean => {
    if (mayChange) setIsChanging(true)
    return mayChange
  }
  useKey('ticket.changeKind', () => t('key.changeKind'), open)
  if (!mayChange) return null
  return (
    <>
      <Button size="sm" variant="quiet" shortcut={keysOf('ticket.changeKind')} onClick={open}>
        {t('action.changeKind')}
      </Button>
      {isChanging && (
        <ChangeKind
          view={view}
          person={person}
          onClose={() => {
            setIsChanging(false)
          }}
        />
      )}
    </>
  )
}
