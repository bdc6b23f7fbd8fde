import { useTranslation } from 'react-i18next'
import type { CalendarDay, CalendarPerson } from '#shared/ipc/schedule-views'
import { classNames, useNow } from '../../../shared/ui'
import { shownHours } from './calendar-dates'
import { clockIn } from '../booking'
import styles from './calendar.module.css'

const hourMs = 3_600_000

type Props = { person: CalendarPerson; day: CalendarDay; timeZone: string }

/** One person's day as a line of time: the hours of work, what is booked, absences, and now. */
export const DayLine = ({ person, day, timeZone }: Props) => {
  const { t } = useTranslation('schedule')
  const now = useNow('minute')
  const entries = [...person.appointments, ...person.absences]
  const hours = shownHours(day, entries)
  const whole = hours.to - hours.from
  const place = ({ from, to }: { from: number; to: number }) => {
    const [first, last] = [Math.max(from, hours.from), Math.min(to, hours.to)]
    return {
      insetInlineStart: `${String(((first - hours.from) / whole) * 100)}%`,
      width: `${String(((last - first) / whole) * 100)}%`,
    }
  }
  const firstHour = Math.ceil(hours.from / hourMs)
  const marks = Array.from(
    { length: Math.floor(hours.to / hourMs) - firstHour + 1 },
    (_, index) => (firstHour + index) * hourMs,
  )
  return (
    <div className={styles.line}>
      {day.work.map((span) => (
        <span key={span.from} className={styles.work} style={place(span)} />
      ))}
      {marks.map((at, index) => (
        <span
          key={at}
          className={styles.mark}
          style={{ insetInlineStart: place({ from: at, to: at }).insetInlineStart }}
        >
          {index % 2 === 0 && <span className={styles.markHour}>{clockIn(timeZone, at)}</span>}
        </span>
      ))}
      {person.absences.map((absence) => (
        <span key={absence.id} className={classNames(styles.bar, styles.absence)} style={place(absence)}>
          {t(`absenceKind.${absence.kind}`)}
        </span>
      ))}
      {person.appointments.map((entry) => (
        <span
          key={entry.id}
          className={classNames(
            styles.bar,
            styles.chip,
            entry.mode === 'remote' && styles.remote,
            entry.conflicts.length > 0 && entry.overruled === '' && styles.contested,
          )}
          style={place(entry)}
          title={`${clockIn(timeZone, entry.from)}–${clockIn(timeZone, entry.to)} ${entry.customerName ?? ''}`}
        >
          <span className={styles.chipName}>{entry.customerName ?? t('busy')}</span>
        </span>
      ))}
      {hours.from < now && now < hours.to && (
        <span className={styles.nowLine} style={{ insetInlineStart: place({ from: now, to: now }).insetInlineStart }} />
      )}
    </div>
  )
}
