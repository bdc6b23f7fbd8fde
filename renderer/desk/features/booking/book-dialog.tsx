import { useTranslation } from 'react-i18next'
import { defaultCalendar } from '#shared/domain/calendar'
import type { OrderView } from '#shared/ipc/order-views'
import type { PersonId } from '#shared/ids'
import { fail, type Result } from '#shared/result'
import { DraftDialog, FailureText, Skeleton, toast, useSending } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { hasBookFaults } from './book-draft'
import { BookFields } from './book-fields'
import { writeBookDraft } from './booking-store'
import { useBooking } from './use-booking'
import { spanIn } from './zone-words'

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
  const { order, appointment } = view
  const args = booking.args()
  const { timeZone } = query.data?.organisation.calendar ?? defaultCalendar
  const book = async (): Promise<Result<unknown>> => {
    if (args === null) return fail('badInput', { detail: 'from' })
    // One that waits here is in another calendar: it is taken out of that one first, in the same order at the server.
    if (appointment?.isPending !== true || appointment.personId === args.personId)
      return issue('schedule.book', args, true)
    const reason = t('book.changed')
    const freed = await issue(
      'schedule.free',
      { personId: appointment.personId, appointmentId: appointment.id, reason },
      true,
    )
    return freed.ok ? issue('schedule.book', { ...args, replaces: null }, true) : freed
  }
  const sending = useSending({
    isFaulty: args === null || faults === null || hasBookFaults(faults),
    onSend: book,
    onSent: () => {
      writeBookDraft(order.id, null)
      if (args !== null) toast({ tone: 'success', text: t('book.done', { when: spanIn(timeZone, args) }) })
      onClose()
    },
  })
  return (
    <DraftDialog
      title={t(appointment === null ? 'book.title' : 'book.moveTitle')}
      description={t('book.what', { contact: order.contactName, address: order.address })}
      sendLabel={t(appointment === null ? 'book.send' : 'book.move')}
      sending={sending}
      onClose={onClose}
    >
      {query.phase === 'loading' && <Skeleton lines={[90, 80, 90]} />}
      {query.phase === 'failed' && <FailureText failure={query.failure} />}
      {query.data !== null && faults !== null && (
        <BookFields
          draft={draft}
          view={query.data}
          faults={faults}
          isTried={sending.isTried}
          onNextFree={nextFree}
          takesFocus
          onChange={(changes) => {
            sending.forgetFailure()
            change(changes)
          }}
        />
      )}
      {sending.failure !== null && (
        <p role="alert">
          <FailureText failure={sending.failure} />
        </p>
      )}
    </DraftDialog>
  )
}
