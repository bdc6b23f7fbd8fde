import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { defaultCalendar } from '#shared/domain/calendar'
import type { OrderView } from '#shared/ipc/order-views'
import type { PersonId } from '#shared/ids'
import { Button, Dialog, FailureText, Skeleton, toast } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { hasBookFaults } from './book-draft'
import { BookFields } from './book-fields'
import { writeBookDraft } from './calendar-store'
import { useBooking } from './use-booking'
import { spanIn } from './zone-words'
import styles from './calendar.module.css'

type Props = {
  view: Pick<OrderView, 'order' | 'appointment'>
  /** Where it was begun in the calendar. */
  chosen?: { personId: PersonId; date: string } | null
  onClose: () => void
}

/** 预约: books a time for an order, or moves it. What is chosen stays until it is sent. */
export const BookDialog = ({ view, chosen = null, onClose }: Props) => {
  const { t } = useTranslation('schedule')
  const booking = useBooking(view, chosen)
  const { draft, query, faults, change, nextFree } = booking
  const [isTried, setIsTried] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const { order, appointment } = view
  const { timeZone } = query.data?.organisation.calendar ?? defaultCalendar
  const send = async (): Promise<void> => {
    setIsTried(true)
    const args = booking.args()
    if (isBusy || args === null || faults === null || hasBookFaults(faults)) {
      requestAnimationFrame(() => {
        box.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
      })
      return
    }
    setIsBusy(true)
    // One that waits here is in another calendar: it is taken out of that one first, in the same order at the server.
    const isElsewhere = appointment?.isPending === true && appointment.personId !== args.personId
    const isFree =
      !isElsewhere ||
      (
        await issue('schedule.free', {
          personId: appointment.personId,
          appointmentId: appointment.id,
          reason: t('book.changed'),
        })
      ).ok
    const isDone = isFree && (await issue('schedule.book', isElsewhere ? { ...args, replaces: null } : args)).ok
    setIsBusy(false)
    if (!isDone) return
    writeBookDraft(order.id, null)
    toast({ tone: 'success', text: t('book.done', { when: spanIn(timeZone, args) }) })
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(appointment === null ? 'book.title' : 'book.moveTitle')}
      description={t('book.what', { contact: order.contactName, address: order.address })}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" shortcut="Ctrl+Enter" busy={isBusy} onClick={() => void send()}>
            {t(appointment === null ? 'book.send' : 'book.move')}
          </Button>
        </>
      }
    >
      <div ref={box} className={styles.form} onKeyDown={onKeyDown}>
        {query.phase === 'loading' && <Skeleton lines={[90, 80, 90]} />}
        {query.phase === 'failed' && <FailureText failure={query.failure} />}
        {query.data !== null && faults !== null && (
          <BookFields
            draft={draft}
            view={query.data}
            faults={faults}
            isTried={isTried}
            onNextFree={nextFree}
            onChange={change}
          />
        )}
      </div>
    </Dialog>
  )
}
