import { useEffect, useRef, type FocusEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Building2 } from 'lucide-react'
import type { CustomerId } from '#shared/ids'
import { maxFileReason } from '#shared/domain/limits'
import type { Ticket } from '#shared/domain/ticket'
import { fail } from '#shared/result'
import { issue } from '../../bridge/issue'
import { Chosen, DraftDialog, TextArea, useSending } from '../../../shared/ui'
import { attachFaults, freshAttach, type AttachDraft, useAttachDraft, writeAttach } from './ticket-store'
import { CustomerChoice } from './customer-choice'
import styles from './ticket.module.css'

/** Puts the caret at the end of a restored text; browsers put it at the start. */
const goOnAtEnd = ({ currentTarget: area }: FocusEvent<HTMLTextAreaElement>): void => {
  if (area.selectionEnd === 0) area.setSelectionRange(area.value.length, area.value.length)
}

/** 关联客户: a customer found by name, and why it is they. What is typed stays with the ticket until it is sent. */
export const AttachCustomer = ({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) => {
  const { t } = useTranslation('ticket')
  const draft = useAttachDraft(ticket.id) ?? freshAttach(ticket.company ?? '')
  const { customer } = draft
  const search = useRef<HTMLInputElement>(null)
  const reason = useRef<HTMLTextAreaElement>(null)
  const isFocusWanted = useRef(false)
  const faults = attachFaults(draft, ticket.customerId)
  const chosenId = customer?.id ?? null
  const sending = useSending({
    isFaulty: faults.customer !== null || faults.reason !== null,
    onSend: async () =>
      chosenId === null
        ? fail('notFound')
        : issue('ticket.attachCustomer', {
            ticketId: ticket.id,
            // The brand was lost where the choice became plain text; the rules check the id again.
            customerId: chosenId as CustomerId,
            reason: draft.reason.trim(),
          }),
    onSent: () => {
      writeAttach(ticket.id, null)
      onClose()
    },
  })
  const { isTried } = sending
  const customerFault = isTried && faults.customer !== null ? t(`attach.${faults.customer}`) : null

  useEffect(() => {
    if (!isFocusWanted.current) return
    isFocusWanted.current = false
    ;(chosenId === null ? search : reason).current?.focus()
  }, [chosenId])

  const change = (changes: Partial<AttachDraft>): void => {
    writeAttach(ticket.id, { ...draft, ...changes })
  }
  const choose = (found: AttachDraft['customer']): void => {
    isFocusWanted.current = true
    sending.begin()
    change({ customer: found })
  }
  return (
    <DraftDialog
      title={t('attach.title')}
      description={t('attach.what')}
      sendLabel={t('attach.open')}
      sending={sending}
      onClose={onClose}
    >
      {customer === null ? (
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
          label={t('attach.chosen')}
          otherLabel={t('attach.other')}
          error={customerFault}
          onOther={() => {
            choose(null)
          }}
        >
          <Building2 size={16} aria-hidden />
          <span className={styles.rowSubject} title={customer.name}>
            {customer.name}
          </span>
          <span className={styles.none}>{customer.region}</span>
        </Chosen>
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
    </DraftDialog>
  )
}
