import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Building2 } from 'lucide-react'
import type { CustomerId } from '#shared/ids'
import { maxFileReason } from '#shared/domain/limits'
import type { Ticket } from '#shared/domain/ticket'
import { issue } from '../../bridge/issue'
import { Button, Dialog, TextArea } from '../../../shared/ui'
import { attachFaults, freshAttach, type AttachDraft, useAttachDraft, writeAttach } from './ticket-store'
import { CustomerChoice } from './customer-choice'
import styles from './attach.module.css'
import ticketStyles from './ticket.module.css'

type Customer = NonNullable<AttachDraft['customer']>

const Chosen = ({ customer, error, onOther }: { customer: Customer; error: string | null; onOther: () => void }) => {
  const { t } = useTranslation('ticket')
  return (
    <div className={styles.chosen} role="group" aria-label={t('attach.chosen')}>
      <Building2 size={16} aria-hidden />
      <span className={ticketStyles.rowSubject} title={customer.name}>
        {customer.name}
      </span>
      <span className={ticketStyles.none}>{customer.region}</span>
      <Button size="sm" variant="quiet" data-fault={error === null ? undefined : ''} onClick={onOther}>
        {t('attach.other')}
      </Button>
      {error !== null && (
        <p role="alert" className={styles.fault}>
          {error}
        </p>
      )}
    </div>
  )
}

/** Puts the caret at the end of a restored text; browsers put it at the start. */
const goOnAtEnd = ({ currentTarget: area }: FocusEvent<HTMLTextAreaElement>): void => {
  if (area.selectionEnd === 0) area.setSelectionRange(area.value.length, area.value.length)
}

/** 关联客户: a customer found by name, and why it is they. What is typed stays with the ticket until it is sent. */
export const AttachCustomer = ({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) => {
  const { t } = useTranslation('ticket')
  const draft = useAttachDraft(ticket.id) ?? freshAttach(ticket.company ?? '')
  const [isTried, setIsTried] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const reason = useRef<HTMLTextAreaElement>(null)
  const isFocusWanted = useRef(false)
  const faults = attachFaults(draft, ticket.customerId)
  const customerFault = isTried && faults.customer !== null ? t(`attach.${faults.customer}`) : null
  const chosenId = draft.customer?.id ?? null

  useEffect(() => {
    if (!isFocusWanted.current) return
    isFocusWanted.current = false
    ;(chosenId === null ? search : reason).current?.focus()
  }, [chosenId])

  const change = (changes: Partial<AttachDraft>): void => {
    writeAttach(ticket.id, { ...draft, ...changes })
  }
  const choose = (customer: Customer | null): void => {
    isFocusWanted.current = true
    setIsTried(false)
    change({ customer })
  }
  const send = async (): Promise<void> => {
    setIsTried(true)
    if (faults.customer !== null || faults.reason !== null)
      requestAnimationFrame(() => {
        box.current?.querySelector<HTMLElement>('[aria-invalid], [data-fault]')?.focus()
      })
    if (isBusy || draft.customer === null || faults.customer !== null || faults.reason !== null) return
    setIsBusy(true)
    // The brand was lost where the choice became plain text; the rules check the id again.
    const customerId = draft.customer.id as CustomerId
    const { ok } = await issue('ticket.attachCustomer', {
      ticketId: ticket.id,
      customerId,
      reason: draft.reason.trim(),
    })
    setIsBusy(false)
    if (!ok) return
    writeAttach(ticket.id, null)
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('attach.title')}
      description={t('attach.what')}
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
            {t('attach.open')}
          </Button>
        </>
      }
    >
      <div ref={box} className={styles.form} onKeyDown={onKeyDown}>
        {draft.customer === null ? (
          <CustomerChoice
            ref={search}
            text={draft.search}
            error={customerFault}
            onText={(text) => {
              change({ search: text })
            }}
            onChoose={choose}
          />
        ) : (
          <Chosen
            customer={draft.customer}
            error={customerFault}
            onOther={() => {
              choose(null)
            }}
          />
        )}
        <TextArea
          ref={reason}
          label={t('attach.reason')}
          placeholder={t('attach.reasonPlaceholder')}
          hint={t('attach.reasonHint')}
          required
          rows={2}
          maxLength={maxFileReason}
          onFocus={goOnAtEnd}
          value={draft.reason}
          error={isTried && faults.reason !== null ? t(`attach.${faults.reason}`) : null}
          onValue={(typed) => {
            change({ reason: typed })
          }}
        />
      </div>
    </Dialog>
  )
}
