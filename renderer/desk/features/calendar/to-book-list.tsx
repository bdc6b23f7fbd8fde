import { useTranslation } from 'react-i18next'
import type { ToBook } from '#shared/ipc/schedule-views'
import type { PersonId } from '#shared/ids'
import { BookButton } from '../booking'
import styles from './calendar.module.css'

type Props = { orders: readonly ToBook[]; chosen: { personId: PersonId; date: string } }

/** What waits for a time, to be booked for the person and the day that one looks at. */
export const ToBookList = ({ orders, chosen }: Props) => {
  const { t } = useTranslation('schedule')
  if (orders.length === 0) return null
  return (
    <section aria-label={t('toBook.title')} className={styles.toBook}>
      <h4 className={styles.toBookTitle}>{t('toBook.title')}</h4>
      <ul className={styles.entries}>
        {orders.map(({ id, customerName, understanding, subject }) => (
          <li key={id} className={styles.entry}>
            <p className={styles.customer} title={customerName ?? undefined}>
              {customerName ?? t('toBook.noName')}
            </p>
            <p className={styles.about}>{understanding || subject}</p>
            <div className={styles.acts}>
              <BookButton orderId={id} label={t('toBook.here')} chosen={chosen} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
