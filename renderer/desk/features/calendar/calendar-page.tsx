import { useEffect, useRef } from 'react'
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { defaultCalendar } from '#shared/domain/calendar'
import { addDays, localMoment } from '#shared/domain/local-time'
import { may } from '#shared/domain/may'
import type { Organisation } from '#shared/domain/organisation'
import type { OrganisationId } from '#shared/ids'
import {
  Button,
  EmptyState,
  FailureText,
  IconButton,
  SelectField,
  Skeleton,
  ToggleButton,
  useNow,
} from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { usePerson } from '../session'
import { AsOf } from '../sync'
import { CalendarGrid, cellId } from './calendar-grid'
import { dayWords, rangeWords, shownDays } from './calendar-dates'
import { calendarStore, useCalendar, type Span } from './calendar-store'
import { DayPanel } from './day-panel'
import styles from './calendar.module.css'

/** The vendor looks at any organisation's calendar, everybody else at their own. */
const useOrganisations = (): Organisation[] => {
  const person = usePerson()
  const all = useReplicaQuery('organisation.list', null).data ?? []
  if (person === null) return []
  return person.organisationKind === 'vendor'
    ? all.filter(({ kind }) => kind === 'authorised')
    : all.filter(({ id }) => id === person.organisationId)
}

const show = (changes: Partial<ReturnType<typeof calendarStore.getState>>): void => {
  calendarStore.setState(changes)
}

/** 日程: who is where, by day and week, and what is still to be booked. */
export const CalendarPage = () => {
  const { t, i18n } = useTranslation('schedule')
  const person = usePerson()
  const now = useNow('minute')
  const organisations = useOrganisations()
  const { span, date, personId, organisationId } = useCalendar()
  const panel = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(true)
  const chosen = organisations.find(({ id }) => id === organisationId) ?? organisations[0]
  const { timeZone } = chosen?.calendar ?? defaultCalendar
  const today = localMoment(timeZone, now).date
  const shown = date ?? today
  const query = useReplicaQuery(
    'schedule.calendar',
    chosen === undefined ? undefined : { organisationId: chosen.id, ...shownDays(shown, span) },
  )
  const view = query.data
  const active = view?.people.find(({ id }) => id === personId) ?? view?.people[0]
  const day = view?.days.find((each) => each.date === shown)
  const canPlan = may(person, 'schedule.book') && person?.organisationId === chosen?.id
  const turn = (direction: -1 | 1): void => {
    show({ date: addDays(shown, direction * (span === 'week' ? 7 : 1)) })
  }
  const isActiveShown = active !== undefined && day !== undefined
  // The cells of another week are there only once it was read; the page itself begins in its cell.
  useEffect(() => {
    const cell = wantsFocus.current && isActiveShown ? document.getElementById(cellId(active.id, day.date)) : null
    if (cell === null) return
    wantsFocus.current = false
    cell.focus()
  })
  const { from, days } = shownDays(shown, span)
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          {days === 1 ? dayWords(from, i18n.language, true) : rangeWords(from, addDays(from, days - 1), i18n.language)}
        </h2>
        <IconButton
          label={t(`turn.${span}Before`)}
          shortcut="PageUp"
          icon={<ChevronLeft size={18} aria-hidden />}
          onClick={() => {
            turn(-1)
          }}
        />
        <Button
          size="sm"
          onClick={() => {
            show({ date: null })
          }}
        >
          {t('today')}
        </Button>
        <IconButton
          label={t(`turn.${span}After`)}
          shortcut="PageDown"
          icon={<ChevronRight size={18} aria-hidden />}
          onClick={() => {
            turn(1)
          }}
        />
        <div role="group" aria-label={t('span.label')} className={styles.spans}>
          {(['week', 'day'] as const satisfies readonly Span[]).map((each) => (
            <ToggleButton
              key={each}
              isPressed={span === each}
              onClick={() => {
                show({ span: each })
              }}
            >
              {t(`span.${each}`)}
            </ToggleButton>
          ))}
        </div>
        <span className={styles.headEnd}>
          {organisations.length > 1 && (
            <SelectField
              label={t('organisation')}
              isLabelHidden
              value={chosen?.id ?? ''}
              options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
              onValue={(id) => {
                show({ organisationId: id as OrganisationId, personId: null })
              }}
            />
          )}
          <AsOf />
        </span>
      </header>
      {query.phase === 'failed' && view === null && (
        <EmptyState title={t('label')}>
          <FailureText failure={query.failure} />
        </EmptyState>
      )}
      {query.phase === 'loading' && <Skeleton lines={[90, 70, 90, 70]} />}
      {view !== null && active === undefined && (
        <EmptyState icon={<CalendarDays size={32} aria-hidden />} title={t('empty')}>
          {t('emptyHint')}
        </EmptyState>
      )}
      {view !== null && active !== undefined && (
        <div className={styles.body}>
          <CalendarGrid
            days={view.days}
            people={view.people}
            today={today}
            timeZone={timeZone}
            active={{ personId: active.id, date: shown }}
            onActive={(cell) => {
              show(cell)
            }}
            onTurn={(direction) => {
              turn(direction)
              wantsFocus.current = true
            }}
            onOpen={() => {
              panel.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
            }}
          />
          <div ref={panel} className={styles.panelBox}>
            {day !== undefined && (
              <DayPanel key={`${active.id} ${day.date}`} view={view} person={active} day={day} canPlan={canPlan} />
            )}
          </div>
        </div>
      )}
    </div>
  )
}
