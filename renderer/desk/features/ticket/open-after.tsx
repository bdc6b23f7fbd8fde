import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { may } from '#shared/domain/may'
import type { Person } from '#shared/domain/person'
import { entitlementOfTicket } from '#shared/domain/ticket-entitlement'
import { openableKinds } from '#shared/domain/ticket-open'
import { originReasonsFor } from '#shared/domain/ticket-open-after'
import type { TicketId } from '#shared/ids'
import type { TicketView } from '#shared/ipc/replica-views'
import type { Failure } from '#shared/result'
import { issue, newId } from '../../bridge/issue'
import { useKey } from '../../navigation/keys'
import { goTo } from '../../navigation/place-store'
import { Button, Dialog, toast, useNow } from '../../../shared/ui'
import { usePerson } from '../session'
import { afterArgsOf, missingAfter, prefilledAfter, useAfterDraft, writeAfter, type AfterDraft } from './after-draft'
import { AfterForm } from './after-form'
import attachStyles from './attach.module.css'

type Props = { view: TicketView; person: Person; onClose: () => void }

/** 再开一张: a ticket that follows this one. What is typed stays with this one until it is opened. */
const OpenAfter = ({ view, person, onClose }: Props) => {
  const { t } = useTranslation('ticket')
  const { ticket } = view
  const now = useNow('minute')
  const entitlement = entitlementOfTicket(ticket, view.call, view.customer, now)
  const [fresh] = useState(() => prefilledAfter(view, person, openableKinds(entitlement), newId<TicketId>()))
  const draft = useAfterDraft(ticket.id) ?? fresh
  const [isTried, setIsTried] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const missing = missingAfter(draft)
  const isMissing = missing.text || missing.subject || missing.referral.length > 0
  const focusFault = (): void => {
    requestAnimationFrame(() => {
      box.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
    })
  }
  const change = (changes: Partial<AfterDraft>): void => {
    setFailure(null)
    writeAfter(ticket.id, { ...draft, ...changes })
  }
  const send = async (): Promise<void> => {
    setIsTried(true)
    if (isMissing) focusFault()
    if (isBusy || isMissing) return
    setIsBusy(true)
    const opened = await issue('ticket.openAfter', afterArgsOf(draft, ticket.id), true)
    setIsBusy(false)
    if (!opened.ok) {
      setFailure(opened.failure)
      focusFault()
      return
    }
    writeAfter(ticket.id, null)
    onClose()
    toast({ tone: 'success', text: t('create.done') })
    goTo({ kind: 'ticket', id: draft.ticketId })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <Dialog
      isOpen
      size="lg"
      onClose={onClose}
      title={t('after.title')}
      description={t('after.what', { number: ticket.number ?? t('unnumbered'), subject: ticket.subject })}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            variant="primary"
            shortcut="Ctrl+Enter"
            busy={isBusy}
            onClick={() => {
              void send()
            }}
          >
            {t('action.open')}
          </Button>
        </>
      }
    >
      <div ref={box} className={attachStyles.form} onKeyDown={onKeyDown}>
        <AfterForm
          view={view}
          person={person}
          draft={draft}
          entitlement={entitlement}
          missing={isTried ? missing : null}
          failure={failure}
          onChange={change}
        />
      </div>
    </Dialog>
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
  useKey('ticket.openAfter', 'Alt+O', () => t('key.openAfter'), open, 'ticket')
  if (!mayOpen) return null
  return (
    <>
      <Button size="sm" shortcut="Alt+O" onClick={open}>
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
