import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { maxOrderText } from '#shared/domain/work-order'
import type { BatchTicket, OrderCandidate } from '#shared/ipc/order-views'
import type { OrganisationId } from '#shared/ids'
import { Badge, Button, FailureText, SelectField, TextField, type Tone } from '../../../shared/ui'
import { batchRowOf, type BatchNeed } from './batch-draft'
import type { Refusal } from './batch-sending'
import { takeCallersPhone } from './callers-phone'
import { useDispatchDraft, writeDispatch, type BatchDraft, type DispatchDraft } from './order-store'
import styles from './batch.module.css'

const tones = {
  facts: 'warning',
  confirming: 'info',
  nothing: 'success',
  another: 'neutral',
} as const satisfies Record<BatchNeed, Tone>

type Props = {
  one: BatchTicket
  batch: BatchDraft
  candidates: readonly OrderCandidate[]
  refusal: Refusal | null
  /** Sending was tried: from now on each field says what it lacks. */
  isTried: boolean
}

/** One ticket of a batch. It reads its own draft, so that typing in one row draws no other. */
export const BatchRowFields = memo(({ one, batch, candidates, refusal, isTried }: Props) => {
  const { t } = useTranslation('order')
  const { ticket, customer } = one
  const written = useDispatchDraft(ticket.id)
  const { draft, organisationId, block, faults, need } = batchRowOf(one, written, batch, candidates)
  const change = (changes: Partial<DispatchDraft>): void => {
    writeDispatch(ticket.id, { ...draft, ...changes })
  }
  const wordOf = (fault: string | null): string | null => (isTried && fault !== null ? t(`dispatch.${fault}`) : null)
  const chosen = candidates.find(({ organisation }) => organisation.id === organisationId)?.organisation.name
  const whose = customer?.name ?? ticket.company ?? ticket.callerName
  const number = ticket.number ?? t('batch.unnumbered')
  // A choice of its own is needed where the common one does not fit; where there is none yet, it comes first.
  const isToCome = batch.choice === 'one' && batch.organisationId === null
  const hasOwnChoice = draft.organisationId !== null || (faults.organisation !== null && !isToCome)
  return (
    <li className={styles.row} aria-label={`${number} ${whose}`}>
      <div className={styles.rowHead}>
        <span className={styles.number}>{number}</span>
        <span className={styles.whose} title={whose}>
          {whose}
        </span>
        <span className={styles.subject} title={ticket.subject}>
          {ticket.subject}
        </span>
        <Badge tone={tones[need]}>{t(`batch.need.${need}`)}</Badge>
      </div>
      {block !== null && <p className={styles.why}>{t(`batch.block.${block}`)}</p>}
      {refusal !== null && (
        <p className={styles.fault} data-fault="" tabIndex={-1}>
          <FailureText failure={refusal.failure} />
        </p>
      )}
      {block === null && (
        <>
          <div className={styles.fields}>
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
            <TextField
              label={t('field.address')}
              maxLength={maxOrderText.address}
              value={draft.address}
              onValue={(address) => {
                change({ address, isConfirmed: false })
              }}
            />
          </div>
          {hasOwnChoice && (
            <SelectField<OrganisationId | ''>
              label={t('dispatch.organisation')}
              required
              value={draft.organisationId ?? ''}
              error={faults.organisation === null ? null : t(`dispatch.${faults.organisation}`)}
              options={[
                { value: '', label: t(batch.choice === 'own' ? 'batch.own' : 'batch.one') },
                ...candidates.map(({ organisation: { id, name, state = 'active' } }) => ({
                  value: id,
                  label: name,
                  disabled: state !== 'active',
                })),
              ]}
              onValue={(organisationId) => {
                change({ organisationId: organisationId === '' ? null : organisationId })
              }}
            />
          )}
          {draft.note.trim() !== '' && <p className={styles.why}>{t('batch.ownNote', { text: draft.note })}</p>}
          {draft.bring.trim() !== '' && <p className={styles.why}>{t('batch.ownBring', { text: draft.bring })}</p>}
          <div className={styles.rowFoot}>
            <label className={styles.confirm}>
              <input
                type="checkbox"
                checked={draft.isConfirmed}
                aria-invalid={wordOf(faults.confirmed) === null ? undefined : true}
                onChange={(event) => {
                  change({ isConfirmed: event.target.checked })
                }}
              />
              {t('batch.confirmed')}
            </label>
            {!hasOwnChoice && chosen !== undefined && (
              <span className={styles.to} title={chosen}>
                {t('batch.to', { name: chosen })}
              </span>
            )}
            {ticket.callerPhone !== '' && draft.contactPhone === '' && (
              <Button size="sm" variant="quiet" onClick={() => void takeCallersPhone([{ ticket, draft }])}>
                {t('dispatch.callersPhone')}
              </Button>
            )}
          </div>
        </>
      )}
    </li>
  )
})
BatchRowFields.displayName = 'BatchRowFields'
