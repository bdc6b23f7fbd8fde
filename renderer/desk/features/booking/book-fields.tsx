import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultCalendar } from '#shared/domain/calendar'
import { maxRemark } from '#shared/domain/limits'
import type { CalendarView } from '#shared/ipc/schedule-views'
import { personIdSchema } from '#shared/ids'
import { Button, FailureText, SelectField, TextArea, TextField } from '../../../shared/ui'
import { durations, type BookDraft, type BookFaults } from './book-draft'
import { ConflictWords } from './conflict-words'
import styles from './booking.module.css'

type Props = {
  draft: BookDraft
  view: CalendarView
  faults: BookFaults
  /** Faults of empty fields are said once it was tried. */
  isTried: boolean
  /** Sets the fields to the next free time; null where there is none to look for. */
  onNextFree: (() => void) | null
  onChange: (changes: Partial<BookDraft>) => void
  /** They appear after the dialog did, and take its focus. */
  takesFocus?: boolean
}

/** Who goes, when, for how long and how; what speaks against it stands below, with the reason to do it all the same. */
export const BookFields = ({ draft, view, faults, isTried, onNextFree, onChange, takesFocus = false }: Props) => {
  const { t } = useTranslation('schedule')
  const wordOf = (fault: BookFaults['person' | 'time' | 'overruled']): ReactNode => {
    if (fault === null) return null
    if (fault !== 'noPerson' && fault !== 'noTime' && fault !== 'noReason')
      return <FailureText failure={{ code: fault, params: {} }} />
    return isTried ? t(`book.${fault}`) : null
  }
  const { timeZone } = view.organisation.calendar ?? defaultCalendar
  const lengths = durations.includes(draft.minutes as never)
    ? [...durations]
    : [...durations, draft.minutes].sort((a, b) => a - b)
  return (
    <>
      <div className={styles.fields}>
        <SelectField
          label={t('book.person')}
          autoFocus={takesFocus}
          required
          value={draft.personId ?? ''}
          error={wordOf(faults.person)}
          options={[
            ...(draft.personId === null ? [{ value: '', label: t('book.choose') }] : []),
            ...view.people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onValue={(id) => {
            onChange({ personId: personIdSchema.safeParse(id).data ?? null })
          }}
        />
        <SelectField
          label={t('book.mode')}
          value={draft.mode}
          options={(['onSite', 'remote'] as const).map((value) => ({ value, label: t(`mode.${value}`) }))}
          onValue={(mode) => {
            onChange({ mode })
          }}
        />
        <TextField
          label={t('book.date')}
          type="date"
          required
          value={draft.date}
          onValue={(date) => {
            onChange({ date })
          }}
        />
        <TextField
          label={t('book.time')}
          type="time"
          step={900}
          required
          value={draft.time}
          error={wordOf(faults.time)}
          onValue={(time) => {
            onChange({ time })
          }}
        />
        <SelectField
          label={t('book.duration')}
          value={String(draft.minutes)}
          options={lengths.map((minutes) => ({
            value: String(minutes),
            label: t(minutes % 60 === 0 ? 'book.hours' : 'book.minutes', {
              count: minutes % 60 === 0 ? minutes / 60 : minutes,
            }),
          }))}
          onValue={(minutes) => {
            onChange({ minutes: Number(minutes) })
          }}
        />
        <div className={styles.free}>
          <Button disabled={onNextFree === null} onClick={onNextFree ?? undefined}>
            {t('book.nextFree')}
          </Button>
        </div>
      </div>
      <div role="status">
        <ConflictWords conflicts={faults.conflicts} timeZone={timeZone} />
      </div>
      {faults.conflicts.length > 0 && (
        <TextField
          label={t('book.overruled')}
          required
          maxLength={maxRemark}
          placeholder={t('book.overruledPlaceholder')}
          value={draft.overruled}
          error={wordOf(faults.overruled)}
          onValue={(overruled) => {
            onChange({ overruled })
          }}
        />
      )}
      <TextArea
        label={t('book.note')}
        rows={2}
        maxLength={maxRemark}
        placeholder={t('book.notePlaceholder')}
        value={draft.note}
        onValue={(note) => {
          onChange({ note })
        }}
      />
    </>
  )
}
