import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { maxRemark } from '#shared/domain/limits'
import type { AppointmentId, PersonId } from '#shared/ids'
import { Button, TextField } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import styles from './calendar.module.css'

type Props = { personId: PersonId; appointmentId: AppointmentId; onClose: () => void }

/** Cancels an appointment, with the reason that its order and ticket keep. */
export const FreeForm = ({ personId, appointmentId, onClose }: Props) => {
  const { t } = useTranslation('schedule')
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const isMissing = reason.trim() === ''
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setIsTried(true)
    if (isMissing) return
    if ((await issue('schedule.free', { personId, appointmentId, reason: reason.trim() })).ok) onClose()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
        if (event.key === 'Escape') {
          event.stopPropagation()
          onClose()
        }
      }}
    >
      <TextField
        label={t('freeReason')}
        required
        autoFocus
        maxLength={maxRemark}
        value={reason}
        error={isTried && isMissing ? t('freeMissing') : null}
        onValue={setReason}
      />
      <div className={styles.formActs}>
        <Button size="sm" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button size="sm" type="submit" variant="danger">
          {t('free')}
        </Button>
      </div>
    </form>
  )
}
