import { useTranslation } from 'react-i18next'
import { defaultCalendar } from '#shared/domain/calendar'
import { isPassed, orderClocks } from '#shared/domain/time-clocks'
import type { WorkOrderId } from '#shared/ids'
import type { OrderView } from '#shared/ipc/order-views'
import { Button, useNow } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { usePerson } from '../session'
import { TimePrompt } from '../time-prompt'
import { orderActs } from './order-acts'

/** The button and its key; they are there only while the prompt is. */
const Visit = ({ orderId }: { orderId: WorkOrderId }) => {
  const { t } = useTranslation('order')
  const visit = (): boolean => {
    void issue('workOrder.start', { orderId, mode: 'onSite' })
    return true
  }
  useKey('order.visit', () => t('prompt.visit'), visit)
  return (
    <Button size="sm" shortcut={keysOf('order.visit')} onClick={visit}>
      {t('prompt.visit')}
    </Button>
  )
}

/** After 60 minutes from afar, for who works on the order: go there. */
export const VisitPrompt = ({ view }: { view: OrderView }) => {
  const { t } = useTranslation('order')
  const person = usePerson()
  const now = useNow('minute')
  const { order, organisation } = view
  // Whoever may finish it may also go on with it in another way.
  if (!orderActs(person, order).includes('finish')) return null
  const clocks = orderClocks(order, organisation?.calendar ?? defaultCalendar, now)
  const clock = clocks.find((each) => each.kind === 'remote' && isPassed(each))
  if (clock === undefined) return null
  return (
    <TimePrompt clock={clock} of={order.id} text={t('prompt.remote')}>
      <Visit orderId={order.id} />
    </TimePrompt>
  )
}
