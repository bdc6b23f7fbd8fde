import { useState } from 'react'
import { MapPin, MonitorUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CalendarEntry, CalendarPerson } from '#shared/ipc/schedule-views'
import { Badge, Button, useNow } from '../../../shared/ui'
import { goTo, showView } from '../../navigation/place-store'
import { BookButton, ConflictWords, spanIn } from '../booking'
import { FreeForm } from './free-form'
import styles from './calendar.module.css'

type Props = { entry: CalendarEntry; personId: CalendarPerson['id']; timeZone: string; canPlan: boolean }

/** One appointment in somebody's day, and what may be done with it. */
export const Entry = ({ entry, personId, timeZone, canPlan }: Props) => {
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
      <ConflictWords conflicts={entry.conflicts} timeZone={timeZone} />
      {entry.overruled !== '' && (
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
