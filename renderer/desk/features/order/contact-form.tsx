import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceMode, WorkOrder } from '#shared/domain/work-order'
import { SelectField } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { OrderWords } from './order-words'

/** 电话预约: the customer was reached, and how they are to be helped; or was not. */
export const ContactForm = ({ order, onClose }: { order: WorkOrder; onClose: () => void }) => {
  const { t } = useTranslation('order')
  const [outcome, setOutcome] = useState<ServiceMode | 'notReached'>(order.mode ?? 'onSite')
  const orderId = order.id
  return (
    <OrderWords
      orderId={orderId}
      act={outcome === 'notReached' ? 'tryContact' : 'contact'}
      isOptional={outcome === 'notReached'}
      onClose={onClose}
      onSend={async (text) => {
        const { ok } =
          outcome === 'notReached'
            ? await issue('workOrder.tryContact', { orderId, note: text })
            : await issue('workOrder.contact', { orderId, understanding: text, mode: outcome })
        return ok
      }}
    >
      <SelectField
        label={t('contact.outcome')}
        value={outcome}
        onValue={setOutcome}
        options={(['onSite', 'remote', 'notReached'] as const).map((value) => ({
          value,
          label: t(`contact.${value}`),
        }))}
      />
    </OrderWords>
  )
}
