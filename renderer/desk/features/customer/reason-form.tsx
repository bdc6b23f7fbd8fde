import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Lock } from 'lucide-react'
import type { CustomerId } from '#shared/ids'
import { accessBasisSchema } from '#shared/domain/customer-rules'
import { maxFileReason, minFileReason } from '#shared/domain/limits'
import { goBack } from '../../navigation/place-store'
import { Button, TextField } from '../../../shared/ui'
import { openForReason, typeReason, useReason } from './customer-store'
import styles from './customer.module.css'

/** Without a call or a case, a file opens only on a stated reason. */
export const ReasonForm = ({ customerId, name }: { customerId: CustomerId; name: string }) => {
  const { t } = useTranslation('customer')
  const reason = useReason(customerId)
  const [isTried, setIsTried] = useState(false)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const basis = accessBasisSchema.safeParse({ kind: 'reason', reason })
    setIsTried(true)
    if (basis.success && basis.data.kind === 'reason') void openForReason(customerId, basis.data)
  }
  return (
    <form className={styles.reason} onSubmit={submit}>
      <Lock size={24} aria-hidden />
      <h2>{t('reason.title', { name })}</h2>
      <TextField
        label={t('reason.label')}
        value={reason}
        onValue={(typed) => {
          typeReason(customerId, typed)
        }}
        placeholder={t('reason.placeholder')}
        hint={t('reason.hint')}
        required
        autoFocus
        maxLength={maxFileReason}
        error={isTried && reason.trim().length < minFileReason ? t('reason.tooShort') : null}
      />
      <div className={styles.actions}>
        <Button
          onClick={() => {
            goBack()
          }}
        >
          {t('reason.cancel')}
        </Button>
        <Button type="submit" variant="primary">
          {t('reason.open')}
        </Button>
      </div>
    </form>
  )
}
