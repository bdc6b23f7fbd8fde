import type { KeyboardEvent } from 'react'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay, CalendarPerson } from '#shared/ipc/schedule-views'
import { Badge, classNames } from '../../../shared/ui'
import { clockIn } from '../booking'
import { dayWords, exceptionOf } from './calendar-dates'
import { DayLine } from './day-line'
import styles from './calendar.module.css'

/** The id by which a cell is focused. */
export const cellId = (personId: string, date: string): string => `${personId} ${date}`

export type Cell = { personId: CalendarPerson['id']; date: string }

type Props = {
  days: readonly CalendarDay[]
  people: readonly CalendarPerson[]
  today: string
  /** Of the organisation, by whose clocks all is shown. */
  timeZone: string
  active: Cell | null
  onActive: (cell: Cell) => void
  /** Days before or after those that are shown: -1 or 1. */
  onTurn: (direction: -1 | 1) => void
  /** Goes on to what can be done with the day. */
  onOpen: () => void
}

/** More in one cell are counted; the panel beside it lists all. */
const maxShown = 3

const CellEntries = ({ person, day, timeZone }: { person: CalendarPerson; day: CalendarDay; timeZone: string }) => {
  const { t } = useTranslation('schedule')
  const within = ({ from, to }: { from: number; to: number }): boolean => from < day.to && day.from < to
  const absences = person.absences.filter(within)
  const appointments = person.appointments.filter(within)
  const shown = appointments.slice(0, maxShown)
  return (
    <>
      {absences.map(({ id, kind }) => (
        <span key={id} className={styles.absence}>
          {t(`absenceKind.${kind}`)}
        </span>
      ))}
      {shown.map((entry) => {
        const isContested = entry.conflicts.length > 0 && entry.overruled === ''
        return (
          <span
            key={entry.id}
            className={classNames(
              styles.chip,
              isContested && styles.contested,
              entry.mode === 'remote' && styles.remote,
            )}
            title={entry.customerName ?? undefined}
          >
            {isContested && <TriangleAlert size={12} aria-label={t('conflict.label')} />}
            <span className={styles.chipTime}>{clockIn(timeZone, entry.from)}</span>
            <span className={styles.chipName}>{entry.customerName ?? t('busy')}</span>
          </span>
        )
      })}
      {appointments.length > shown.length && (
        <span className={styles.more}>{t('more', { count: appointments.length - shown.length })}</span>
      )}
    </>
  )
}

/** The people of an organisation by day. One cell has the keyboard: arrows move it, Enter goes to its panel. */
export const CalendarGrid = ({ days, people, today, timeZone, active, onActive, onTurn, onOpen }: Props) => {
  const { t, i18n } = useTranslation('schedule')
  const isOneDay = days.length === 1
  const move = (cell: Cell, rows: number, columns: number): void => {
    const row = people.findIndex(({ id }) => id === cell.personId) + rows
    const column = days.findIndex(({ date }) => date === cell.date) + columns
    if (column < 0 || column >= days.length) {
      onTurn(column < 0 ? -1 : 1)
      return
    }
    const [person, day] = [people[Math.min(people.length - 1, Math.max(0, row))], days[column]]
    if (person === undefined || day === undefined) return
    onActive({ personId: person.id, date: day.date })
    document.getElementById(cellId(person.id, day.date))?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, cell: Cell): void => {
    const acts: Record<string, () => void> = {
      ArrowUp: () => {
        move(cell, -1, 0)
      },
      ArrowDown: () => {
        move(cell, 1, 0)
      },
      ArrowLeft: () => {
        move(cell, 0, -1)
      },
      ArrowRight: () => {
        move(cell, 0, 1)
      },
      PageUp: () => {
        onTurn(-1)
      },
      PageDown: () => {
        onTurn(1)
      },
      Enter: onOpen,
    }
    const act = event.altKey || event.ctrlKey || event.metaKey ? undefined : acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return (
    <div className={styles.gridBox}>
      <div
        role="grid"
        aria-label={t('grid')}
        className={styles.grid}
        style={{
          gridTemplateColumns: `minmax(80px, 128px) repeat(${String(days.length)}, minmax(${isOneDay ? '320px' : '76px'}, 1fr))`,
        }}
      >
        <div role="row" className={styles.gridRow}>
          <span role="columnheader" className={styles.corner}>
            {t('people')}
          </span>
          {days.map((day) => {
            const exception = exceptionOf(day)
            return (
              <span
                role="columnheader"
                key={day.date}
                aria-current={day.date === today ? 'date' : undefined}
                className={classNames(
                  styles.dayHead,
                  day.work.length === 0 && styles.off,
                  day.date === today && styles.today,
                )}
              >
                {dayWords(day.date, i18n.language)}
                {exception !== null && (
                  <Badge tone={exception === 'off' ? 'danger' : 'neutral'}>{t(`exception.${exception}`)}</Badge>
                )}
              </span>
            )
          })}
        </div>
        {people.map((person) => (
          <div role="row" key={person.id} className={styles.gridRow}>
            <span role="rowheader" className={styles.personHead} title={person.name}>
              {person.name}
            </span>
            {days.map((day) => {
              const cell = { personId: person.id, date: day.date }
              const isActive = active?.personId === person.id && active.date === day.date
              return (
                <div
                  role="gridcell"
                  key={day.date}
                  id={cellId(person.id, day.date)}
                  tabIndex={isActive ? 0 : -1}
                  aria-selected={isActive}
                  className={classNames(styles.cell, day.work.length === 0 && styles.off, isActive && styles.active)}
                  onClick={() => {
                    onActive(cell)
                  }}
                  onDoubleClick={onOpen}
                  onKeyDown={(event) => {
                    onKeyDown(event, cell)
                  }}
                >
                  {isOneDay ? (
                    <DayLine person={person} day={day} timeZone={timeZone} />
                  ) : (
                    <CellEntries person={person} day={day} timeZone={timeZone} />
                  )}
                </div>
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}
