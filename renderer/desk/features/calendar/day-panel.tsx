import { useState } from 'react'
import { CalendarX, MapPin, MonitorUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { defaultCalendar } from '#shared/domain/calendar'
import type { CalendarDay, CalendarEntry, CalendarPerson, CalendarView } from '#shared/ipc/schedule-views'
import { Badge, Button, useNow } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { goTo, showView } from '../../navigation/place-store'
import { BookButton, clockIn, ConflictWords, spanIn } from '../booking'
import { AbsenceForm } from './absence-form'
import { dayWords, exceptionOf } from './calendar-dates'
import { FreeForm } from './free-form'
import styles from './calendar.module.css'

type EntryProps = { entry: CalendarEntry; personId: CalendarPerson['id']; timeZone: string; canPlan: boolean }

type Props = {
  view: CalendarView
  person: CalendarPerson
  day: CalendarDay
  /** Whether this person plans the days shown here. */
  canPlan: boolean
}

const Entry = ({ entry, personId, timeZone, canPlan }: EntryProps) => {
  const { t } = useTranslation(['schedule', 'order'])
  const now = useNow('minute')
  const [isFreeing, setIsFreeing] = useState(false)
  const { ticketId, status } = entry
  const isComing = entry.from > now
  return (
    <li className={styles.entry}>
      <div className={styles.entryHead}>
        <strong className={styles.when}>{spanIn(timeZone, entry)}</strong>
        <span className={styles.mode}>
          {entry.mode === 'onSite' ? <MapPin size={14} aria-hidden /> : <MonitorUp size={14} aria-hidden />}
          {t(`mode.${entry.mode}`)}
        </span>
        {status !== null && <Badge tone="info">{t(`order:status.${status}`)}</Badge>}
      </div>
      <p className={styles.customer} title={entry.customerName ?? undefined}>
        {entry.customerName ?? t('order:outOfSight')}
      </p>
      {entry.subject !== null && (
        <p className={styles.about}>
          {[entry.ticketNumber, entry.subject].filter((word) => word !== null).join(' · ')}
        </p>
      )}
      {entry.address !== null && entry.address !== '' && <p className={styles.about}>{entry.address}</p>}
      {entry.note !== '' && <p className={styles.about}>{entry.note}</p>}
      {entry.overruled === '' ? (
        <ConflictWords conflicts={entry.conflicts} timeZone={timeZone} />
      ) : (
        <p className={styles.overruled}>{t('overruledBecause', { reason: entry.overruled })}</p>
      )}
      {isFreeing ? (
        <FreeForm
          personId={personId}
          appointmentId={entry.id}
          onClose={() => {
            setIsFreeing(false)
          }}
        />
      ) : (
        <div className={styles.acts}>
          {ticketId !== null && (
            <Button
              size="sm"
              onClick={() => {
                showView('orders')
                goTo({ kind: 'ticket', id: ticketId })
              }}
            >
              {t('openTicket')}
            </Button>
          )}
          {canPlan && isComing && ticketId !== null && <BookButton orderId={entry.orderId} label={t('move')} />}
          {canPlan && isComing && (
            <Button
              size="sm"
              variant="quiet"
              onClick={() => {
                setIsFreeing(true)
              }}
            >
              {t('free')}
            </Button>
          )}
        </div>
      )}
    </li>
  )
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
      {canPlan && day.to > now && view.toBook.length > 0 && (
        <section aria-label={t('toBook.title')} className={styles.toBook}>
          <h4 className={styles.toBookTitle}>{t('toBook.title')}</h4>
          <ul className={styles.entries}>
            {view.toBook.map((order) => (
              <li key={order.id} className={styles.entry}>
                <p className={styles.customer} title={order.customerName ?? undefined}>
                  {order.customerName ?? t('toBook.noName')}
                </p>
                <p className={styles.about}>{order.understanding || order.subject}</p>
                <div className={styles.acts}>
                  {order.ticketId !== null && (
                    <BookButton
                      orderId={order.id}
                      label={t('toBook.here')}
                      chosen={{ personId: person.id, date: day.date }}
                    />
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  )
}
