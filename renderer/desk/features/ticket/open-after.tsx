import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '#shared/domain/may'
import type { Person } from '#shared/domain/person'
import { entitlementOfTicket } from '#shared/domain/ticket-entitlement'
import { openableKinds } from '#shared/domain/ticket-open'
import { originReasonsFor } from '#shared/domain/ticket-open-after'
import type { TicketId } from '#shared/ids'
import type { TicketView } from '#shared/ipc/replica-views'
import { issue, newId } from '../../bridge/issue'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { goTo } from '../../navigation/place-store'
import { Button, DraftDialog, toast, useNow, useSending } from '../../../shared/ui'
import { usePerson } from '../session'
import { afterArgsOf, missingAfter, prefilledAfter, useAfterDraft, writeAfter } from './after-draft'
import { AfterForm } from './after-form'

type Props = { view: TicketView; person: Person; onClose: () => void }

/** 再开一张: a ticket that follows this one. What is typed stays with this one until it is opened. */
const OpenAfter = ({ view, person, onClose }: Props) => {
  const { t } = useTranslation('ticket')
  const { ticket } = view
  const now = useNow('minute')
  const entitlement = entitlementOfTicket(ticket, view.call, view.customer, now)
  const [fresh] = useState(() => prefilledAfter(view, person, openableKinds(entitlement), newId<TicketId>()))
  const draft = useAfterDraft(ticket.id) ?? fresh
  const missing = missingAfter(draft)
  const sending = useSending({
    isFaulty: missing.text || missing.subject || missing.referral.length > 0,
    onSend: () => issue('ticket.openAfter', afterArgsOf(draft, ticket.id), true),
    onSent: () => {
      writeAfter(ticket.id, null)
      onClose()
      toast({ tone: 'success', text: t('create.done') })
      goTo({ kind: 'ticket', id: draft.ticketId })
    },
  })
  return (
    <DraftDialog
      size="lg"
      title={t('after.title')}
      description={t('after.what', { number: ticket.number ?? t('unnumbered'), subject: ticket.subject })}
      sendLabel={t('action.open')}
      sending={sending}
      onClose={onClose}
    >
      <AfterForm
        view={view}
        person={person}
        draft={draft}
        entitlement={entitlement}
        missing={sending.isTried ? missing : null}
        failure={sending.failure}
        onChange={(changes) => {
          sending.forgetFailure()
          writeAfter(ticket.id, { ...draft, ...changes })
        }}
      />
    </DraftDialog>
  )
}

/** The button that opens another ticket after this one, its key, and its dialog. */
export const OpenAfterAction = ({ view }: { view: TicketView }) => {
  const { t } = useTranslation('ticket')
  const person = usePerson()
  const [isOpening, setIsOpening] = useState(false)
  const mayOpen = may(person, 'ticket.openAfter') && person !== null && originReasonsFor(person, view.ticket).length > 0
  const open = (): boolean => {
    if (mayOpen) setIsOpening(true)
    return mayOpen
  }
  useKey('ticket.openAfter', () => t('key.openAfter'), open)
  if (!mayOpen) return null
  return (
    <>
      <Button size="sm" shortcut={keysOf('ticket.openAfter')} onClick={open}>
        {t('action.openAfter')}
      </Button>
      {isOpening && (
        <OpenAfter
          view={view}
          person={person}
          onClose={() => {
            setIsOpening(false)
          }}
        />
      )}
    </>
  )
}
