import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Calendar } from '#shared/domain/calendar'
import { maxRemark } from '#shared/domain/limits'
import { absenceKinds, type AbsenceKind } from '#shared/domain/schedule'
import type { AbsenceId, PersonId } from '#shared/ids'
import { Button, SelectField, TextField } from '../../../shared/ui'
import { issue, newId } from '../../bridge/issue'
import { spanOf } from '../booking'
import styles from './calendar.module.css'

type Props = { personId: PersonId; date: string; calendar: Calendar; onClose: () => void }

/** 缺勤: why and from when until when somebody cannot be sent. */
export const AbsenceForm = ({ personId, date, calendar, onClose }: Props) => {
  const { t } = useTranslation('schedule')
  const [kind, setKind] = useState<AbsenceKind>('leave')
  const [from, setFrom] = useState({ date, time: '08:30' })
  const [to, setTo] = useState({ date, time: '17:30' })
  const [note, setNote] = useState('')
  const [isTried, setIsTried] = useState(false)
  const at = (moment: { date: string; time: string }): number | null =>
    spanOf({ ...moment, minutes: 0 }, calendar)?.from ?? null
  const [first, last] = [at(from), at(to)]
  const fault = first === null || last === null ? 'book.noTime' : last <= first ? 'absence.turned' : null
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setIsTried(true)
    if (fault !== null || first === null || last === null) return
    const absenceId = newId<AbsenceId>()
    const { ok } = await issue('schedule.addAbsence', { personId, absenceId, kind, from: first, to: last, note })
    if (ok) onClose()
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
      <SelectField
        label={t('absence.kind')}
        autoFocus
        value={kind}
        options={absenceKinds.map((value) => ({ value, label: t(`absenceKind.${value}`) }))}
        onValue={setKind}
      />
      {(
        [
          ['from', from, setFrom],
          ['to', to, setTo],
        ] as const
      ).map(([name, moment, set]) => (
        <div key={name} className={styles.moment}>
          <TextField
            label={t(`absence.${name}`)}
            type="date"
            value={moment.date}
            error={isTried && name === 'to' && fault !== null ? t(fault) : null}
            onValue={(value) => {
              set({ ...moment, date: value })
            }}
          />
          <TextField
            label={t(`absence.${name}Time`)}
            isLabelHidden
            type="time"
            step={900}
            value={moment.time}
            onValue={(value) => {
              set({ ...moment, time: value })
            }}
          />
        </div>
      ))}
      <TextField label={t('book.note')} maxLength={maxRemark} value={note} onValue={setNote} />
      <div className={styles.formActs}>
        <Button size="sm" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button size="sm" type="submit" variant="primary" shortcut="Ctrl+Enter">
          {t('absence.save')}
        </Button>
      </div>
    </form>
  )
}
