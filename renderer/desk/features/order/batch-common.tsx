import { useTranslation } from 'react-i18next'
import { maxRemark } from '#shared/domain/limits'
import { maxOrderText } from '#shared/domain/work-order'
import type { OrderCandidate } from '#shared/ipc/order-views'
import { Button, TextField } from '../../../shared/ui'
import type { BatchRow } from './batch-draft'
import { CandidateList } from './candidate-list'
import { takeCallersPhone } from './callers-phone'
import { changeDispatch, writeBatch, type BatchDraft } from './order-store'
import styles from './batch.module.css'

type Props = {
  batch: BatchDraft
  candidates: readonly OrderCandidate[]
  rows: readonly BatchRow[]
  isTried: boolean
}

/** What is chosen, written and confirmed for all tickets of a batch. */
export const BatchCommon = ({ batch, candidates, rows, isTried }: Props) => {
  const { t } = useTranslation('order')
  const change = (changes: Partial<BatchDraft>): void => {
    writeBatch({ ...batch, ...changes })
  }
  const open = rows.filter(({ need }) => need !== 'another')
  const whole = open.filter(({ need }) => need !== 'facts')
  const confirmed = open.filter(({ draft }) => draft.isConfirmed).length
  const isAllConfirmed = open.length > 0 && confirmed === open.length
  const withoutPhone = open.filter(({ one, draft }) => one.ticket.callerPhone !== '' && draft.contactPhone === '')
  const lacksOne = isTried && batch.choice === 'one' && batch.organisationId === null
  return (
    <>
      <fieldset className={styles.choice}>
        <legend className={styles.legend}>{t('batch.toWhom')}</legend>
        {(['own', 'one'] as const).map((choice) => (
          <label key={choice} className={styles.confirm}>
            <input
              type="radio"
              name="batch-choice"
              checked={batch.choice === choice}
              onChange={() => {
                change({ choice })
              }}
            />
            {t(`batch.${choice}`)}
          </label>
        ))}
      </fieldset>
      {batch.choice === 'one' && (
        <CandidateList
          candidates={candidates}
          chosen={batch.organisationId}
          error={lacksOne ? t('dispatch.noOrganisation') : null}
          onChoose={(organisationId) => {
            change({ organisationId })
          }}
        />
      )}
      <div className={styles.pair}>
        <TextField
          label={t('batch.note')}
          placeholder={t('dispatch.notePlaceholder')}
          maxLength={maxRemark}
          value={batch.note}
          onValue={(note) => {
            change({ note })
          }}
        />
        <TextField
          label={t('batch.bring')}
          placeholder={t('dispatch.bringPlaceholder')}
          maxLength={maxOrderText.bring}
          value={batch.bring}
          onValue={(bring) => {
            change({ bring })
          }}
        />
      </div>
      <div className={styles.all}>
        <label className={styles.confirm}>
          <input
            ref={(box) => {
              if (box !== null) box.indeterminate = confirmed > 0 && !isAllConfirmed
            }}
            type="checkbox"
            checked={isAllConfirmed}
            disabled={whole.length === 0}
            onChange={(event) => {
              for (const { one, draft } of whole)
                changeDispatch(one.ticket.id, draft, { isConfirmed: event.target.checked })
            }}
          />
          {t('batch.confirmAll')}
        </label>
        <span role="status" className={styles.count}>
          {t('batch.confirmedCount', { done: confirmed, total: open.length })}
        </span>
        {withoutPhone.length > 0 && (
          <Button
            size="sm"
            variant="quiet"
            onClick={() => void takeCallersPhone(withoutPhone.map(({ one, draft }) => ({ ticket: one.ticket, draft })))}
          >
            {t('batch.callersPhones', { count: withoutPhone.length })}
          </Button>
        )}
      </div>
    </>
  )
}
