import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultCalendar } from '#shared/domain/calendar'
import { bookSchema } from '#shared/domain/schedule-commands'
import { overlaps } from '#shared/domain/schedule-conflicts'
import { hourMs } from '#shared/domain/span'
import type { OrderView } from '#shared/ipc/order-views'
import { Skeleton } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { BookFields, fieldsOf, hasBookFaults, spanIn, useBooking, writeBookDraft, type BookDraft } from '../booking'
import { dismissAttention, resolveAttention } from './attention-store'
import { ConflictFrame, type ConflictProps } from './conflict-frame'
import { PlainConflict } from './plain-conflict'
import styles from './conflict.module.css'

type Way = 'theirs' | 'mine'
/** What stands around a time that was not free. */
const aroundMs = 3 * hourMs

const Choice = ({ props, view }: { props: ConflictProps; view: OrderView }) => {
  const { t } = useTranslation(['sync', 'schedule'])
  const { group, onClose } = props
  const wanted = bookSchema.parse(group.item.args)
  const [way, setWay] = useState<Way | null>(null)
  const [isTried, setIsTried] = useState(false)
  const booking = useBooking(view, null)
  const { draft, query, faults } = booking
  const commandIds = group.items.map(({ commandId }) => commandId)
  const calendar = query.data?.organisation.calendar ?? defaultCalendar
  const { timeZone } = calendar
  const person = query.data?.people.find(({ id }) => id === wanted.personId)
  const around = { from: wanted.from - aroundMs, to: wanted.to + aroundMs }
  const [entries, absences] = [person?.appointments ?? [], person?.absences ?? []]
  const theirs = entries.filter((entry) => overlaps(entry, around))
  const away = absences.filter((absence) => overlaps(absence, around))
  /** Begins with what was refused. */
  const choose = (next: Way): void => {
    const { personId, mode, note, overruled } = wanted
    const kept: BookDraft = { personId, mode, note, overruled, ...fieldsOf(wanted, calendar) }
    if (next === 'mine' && way !== 'mine') writeBookDraft(wanted.orderId, kept)
    setWay(next)
  }
  const book = async (): Promise<boolean> => {
    setIsTried(true)
    const args = booking.args()
    if (args === null || faults === null || hasBookFaults(faults)) return false
    const isDone = await resolveAttention(commandIds, 'schedule.book', args)
    if (isDone) writeBookDraft(wanted.orderId, null)
    return isDone
  }
  const run = way === null ? null : way === 'mine' ? book : () => dismissAttention(commandIds)
  const current = view.appointment
  return (
    <ConflictFrame
      group={group}
      onClose={onClose}
      apply={{ label: t('conflict.apply'), run, hint: t('conflict.chooseFirst') }}
    >
      <div className={styles.sides}>
        <div className={styles.side}>
          <span className={styles.sideHead}>{t('conflict.mine')}</span>
          <p>
            {spanIn(timeZone, wanted)} · {t(`schedule:mode.${wanted.mode}`)}
          </p>
          <p>{view.order.contactName}</p>
          {wanted.note !== '' && <p>{wanted.note}</p>}
        </div>
        <div className={styles.side}>
          <span className={styles.sideHead}>{t('conflict.calendarOf', { name: person?.name ?? '' })}</span>
          {theirs.length + away.length === 0 && current === null && (
            <p className={styles.empty}>{t('conflict.calendarFree')}</p>
          )}
          {current !== null && (
            <p>
              {spanIn(timeZone, current)} · {current.personName} · {view.order.contactName}
            </p>
          )}
          {theirs
            .filter(({ id }) => id !== current?.id)
            .map((entry) => (
              <p key={entry.id}>
                {spanIn(timeZone, entry)} · {entry.customerName ?? t('schedule:busy')}
              </p>
            ))}
          {away.map((absence) => (
            <p key={absence.id}>
              {spanIn(timeZone, absence)} · {t(`schedule:absenceKind.${absence.kind}`)}
            </p>
          ))}
        </div>
      </div>
      <fieldset className={styles.ways}>
        <legend>{t('conflict.whatNow')}</legend>
        {(['theirs', 'mine'] as const).map((each) => (
          <label key={each} className={styles.way}>
            <input
              type="radio"
              name="conflict way"
              checked={way === each}
              onChange={() => {
                choose(each)
              }}
            />
            {t(`conflict.wayBook.${each}`)}
          </label>
        ))}
      </fieldset>
      {way === 'mine' && query.data !== null && faults !== null && (
        <BookFields
          draft={draft}
          view={query.data}
          faults={faults}
          isTried={isTried}
          onNextFree={booking.nextFree}
          onChange={booking.change}
        />
      )}
    </ConflictFrame>
  )
}

/** Somebody else had the time, or moved the appointment: how it is now beside what was wanted, and the choice. */
export const BookConflict = (props: ConflictProps) => {
  const wanted = bookSchema.safeParse(props.group.item.args)
  const query = useReplicaQuery('order.read', wanted.success ? { orderId: wanted.data.orderId } : undefined)
  if (query.phase === 'loading')
    return (
      <ConflictFrame group={props.group} onClose={props.onClose}>
        <Skeleton lines={[80, 60]} />
      </ConflictFrame>
    )
  if (!wanted.success || query.data === null || query.data.order.endedAt !== null) return <PlainConflict {...props} />
  return <Choice props={props} view={query.data} />
}
