import { useState } from 'react'
import { CalendarX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { defaultCalendar } from '#shared/domain/calendar'
import type { CalendarDay, CalendarPerson, CalendarView } from '#shared/ipc/schedule-views'
import { Badge, Button, useNow } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { clockIn, spanIn } from '../booking'
import { AbsenceForm } from './absence-form'
import { dayWords, exceptionOf } from './calendar-dates'
import { Entry } from './entry'
import { ToBookList } from './to-book-list'
import styles from './calendar.module.css'

type Props = {
  view: CalendarView
  person: CalendarPerson
  day: CalendarDay
  /** Whether this person plans the days shown here. */
  canPlan: boolean
}

const hoursOf = ({ work }: CalendarDay, timeZone: string): string =>
  work.map(({ from, to }) => `${clockIn(timeZone, from)}–${clockIn(timeZone, to)}`).join(' · ')

/** One person's day: what is in it, what may be added, and what waits for a time. */
export const DayPanel = ({ view, person, day, canPlan }: Props) => {
  const { t, i18n } = useTranslation('schedule')
  const [isAbsent, setIsAbsent] = useState(false)
  const calendar = view.organisation.calendar ?? defaultCalendar
  const { timeZone } = calendar
  const now = useNow('minute')
  const within = ({ from, to }: { from: number; to: number }): boolean => from < day.to && day.from < to
  const appointments = person.appointments.filter(within)
  const absences = person.absences.filter(within)
  const exception = exceptionOf(day)
  const isEmpty = appointments.length + absences.length === 0
  return (
    <aside
      className={styles.dayPanel}
      aria-label={t('day', { name: person.name, date: dayWords(day.date, i18n.language) })}
    >
      <header>
        <h3 className={styles.dayTitle} title={person.name}>
          {person.name}
        </h3>
        <p className={styles.about}>
          {dayWords(day.date, i18n.language, true)} · {day.work.length === 0 ? t('dayOff') : hoursOf(day, timeZone)}
          {exception === 'worked' && ` · ${t('worked')}`}
        </p>
        {person.isPending && <Badge tone="warning">{t('pending')}</Badge>}
      </header>
      {isEmpty && <p className={styles.about}>{t('nothing')}</p>}
      <ul className={styles.entries}>
        {absences.map((absence) => (
          <li key={absence.id} className={styles.entry}>
            <div className={styles.entryHead}>
              <CalendarX size={14} aria-hidden />
              <strong className={styles.when}>{spanIn(timeZone, absence)}</strong>
              <Badge>{t(`absenceKind.${absence.kind}`)}</Badge>
            </div>
            {absence.note !== '' && <p className={styles.about}>{absence.note}</p>}
            {canPlan && (
              <div className={styles.acts}>
                <Button
                  size="sm"
                  variant="quiet"
                  onClick={() => void issue('schedule.removeAbsence', { personId: person.id, absenceId: absence.id })}
                >
                  {t('absence.remove')}
                </Button>
              </div>
            )}
          </li>
        ))}
        {appointments.map((entry) => (
          <Entry key={entry.id} entry={entry} personId={person.id} timeZone={timeZone} canPlan={canPlan} />
        ))}
      </ul>
      {canPlan &&
        (isAbsent ? (
          <AbsenceForm
            personId={person.id}
            date={day.date}
            calendar={calendar}
            onClose={() => {
              setIsAbsent(false)
            }}
          />
        ) : (
          <div>
            <Button
              size="sm"
              onClick={() => {
                setIsAbsent(true)
              }}
            >
              {t('absence.add')}
            </Button>
          </div>
        ))}
      {canPlan && day.to > now && <ToBookList orders={view.toBook} chosen={{ personId: person.id, date: day.date }} />}
    </aside>
  )
}
