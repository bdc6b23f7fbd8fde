import { useTranslation } from 'react-i18next'
import { maxRemark } from '#shared/domain/limits'
import type { Ticket } from '#shared/domain/ticket'
import { maxOrderText } from '#shared/domain/work-order'
import type { WorkOrderId } from '#shared/ids'
import { fail } from '#shared/result'
import { Button, DraftDialog, FailureText, Skeleton, TextArea, TextField, useSending } from '../../../shared/ui'
import { issue, newId } from '../../bridge/issue'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { CandidateList } from './candidate-list'
import { dispatchFaults, freshDispatch, hasFaults } from './dispatch-draft'
import { useDispatchDraft, writeDispatch, type DispatchDraft } from './order-store'
import styles from './order.module.css'

/** 派工: an organisation with its reasons, and what was confirmed with the customer. What is typed stays until sent. */
export const DispatchDialog = ({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) => {
  const { t } = useTranslation('order')
  const query = useReplicaQuery('order.listCandidates', { ticketId: ticket.id })
  const view = useReplicaQuery('ticket.read', { ticketId: ticket.id })
  const draft = useDispatchDraft(ticket.id) ?? freshDispatch(ticket, view.data?.customer ?? null)
  const candidates = query.data ?? []
  const faults = dispatchFaults(draft, candidates)
  const sending = useSending({
    isFaulty: hasFaults(faults),
    onSend: async () => {
      const { organisationId, ...written } = draft
      if (organisationId === null) return fail('notFound')
      const orderId = newId<WorkOrderId>()
      return issue('workOrder.offer', { orderId, ticketId: ticket.id, organisationId, ...written })
    },
    onSent: () => {
      writeDispatch(ticket.id, null)
      onClose()
    },
  })
  const wordOf = (fault: string | null): string | null =>
    sending.isTried && fault !== null ? t(`dispatch.${fault}`) : null
  const change = (changes: Partial<DispatchDraft>): void => {
    writeDispatch(ticket.id, { ...draft, ...changes })
  }
  /** A caller's number is shown to who handles the ticket, recorded each time. */
  const takeCallersPhone = async (): Promise<void> => {
    const { ok } = await issue('ticket.revealPhone', { ticketId: ticket.id, phone: 'caller' })
    if (ok) change({ contactPhone: ticket.callerPhone, isConfirmed: false })
  }
  return (
    <DraftDialog
      size="lg"
      title={t('dispatch.title')}
      description={t('dispatch.what')}
      sendLabel={t('dispatch.send')}
      sending={sending}
      onClose={onClose}
    >
      {query.phase === 'loading' && <Skeleton lines={[90, 80, 90]} />}
      {query.phase === 'failed' && <FailureText failure={query.failure} />}
      {query.data !== null && (
        <CandidateList
          candidates={candidates}
          chosen={draft.organisationId}
          error={wordOf(faults.organisation)}
          onChoose={(organisationId) => {
            change({ organisationId })
          }}
        />
      )}
      <div className={styles.pair}>
        <TextField
          label={t('field.contactName')}
          required
          maxLength={maxOrderText.contactName}
          value={draft.contactName}
          error={wordOf(faults.contactName)}
          onValue={(contactName) => {
            change({ contactName, isConfirmed: false })
          }}
        />
        <TextField
          label={t('field.contactPhone')}
          required
          inputMode="tel"
          maxLength={maxOrderText.contactPhone}
          value={draft.contactPhone}
          error={wordOf(faults.contactPhone)}
          onValue={(contactPhone) => {
            change({ contactPhone, isConfirmed: false })
          }}
        />
      </div>
      {ticket.callerPhone !== '' && draft.contactPhone === '' && (
        <div>
          <Button size="sm" variant="quiet" onClick={() => void takeCallersPhone()}>
            {t('dispatch.callersPhone')}
          </Button>
        </div>
      )}
      <TextField
        label={t('field.address')}
        maxLength={maxOrderText.address}
        value={draft.address}
        onValue={(address) => {
          change({ address, isConfirmed: false })
        }}
      />
      <label className={styles.confirm}>
        <input
          type="checkbox"
          checked={draft.isConfirmed}
          aria-invalid={wordOf(faults.confirmed) === null ? undefined : true}
          onChange={(event) => {
            change({ isConfirmed: event.target.checked })
          }}
        />
        {t('dispatch.confirm')}
      </label>
      {wordOf(faults.confirmed) !== null && (
        <p role="alert" className={styles.fault}>
          {wordOf(faults.confirmed)}
        </p>
      )}
      <TextArea
        label={t('field.note')}
        placeholder={t('dispatch.notePlaceholder')}
        rows={2}
        maxLength={maxRemark}
        value={draft.note}
        onValue={(note) => {
          change({ note })
        }}
      />
      <TextField
        label={t('field.bring')}
        placeholder={t('dispatch.bringPlaceholder')}
        maxLength={maxOrderText.bring}
        value={draft.bring}
        onValue={(bring) => {
          change({ bring })
        }}
      />
    </DraftDialog>
  )
}
