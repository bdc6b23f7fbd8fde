import { useTranslation } from 'react-i18next'
import { ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react'
import type { TicketView } from '#shared/ipc/replica-views'
import { currentContract, customerGenuineness } from '#shared/domain/customer'
import { goTo } from '../../shell/place-store'
import { classNames, dateOnly, useNow } from '../../ui'
import styles from './ticket.module.css'

/** One sentence: whose ticket, and what that customer may be given today. The name opens the file. */
export const TicketEntitlement = ({ view }: { view: TicketView }) => {
  const { t } = useTranslation('ticket')
  const now = useNow()
  const { customer } = view
  if (customer === null)
    return (
      <p className={styles.entitlement}>
        <ShieldAlert size={16} aria-hidden />
        <span>{t('entitled.none')}</span>
      </p>
    )
  const contract = currentContract(customer, now)
  const isInForce = contract !== null && contract.validFrom <= now && now < contract.validUntil
  const allowed = isInForce ? 'technical' : 'product'
  const level = ({ counterfeit: 'blocked', unregistered: 'business', genuine: allowed } as const)[
    customerGenuineness(customer)
  ]
  const Icon = { blocked: ShieldX, business: ShieldAlert, technical: ShieldCheck, product: ShieldAlert }[level]
  return (
    <p className={classNames(styles.entitlement, styles[level])}>
      <Icon size={16} aria-hidden />
      <span className={styles.entitled}>
        <button
          type="button"
          className={styles.link}
          title={customer.name}
          onClick={() => {
            goTo({ kind: 'customer', id: customer.id })
          }}
        >
          {customer.name}
        </button>
        <span>
          {t(`entitled.${level}`, { until: contract === null ? '' : dateOnly(contract.validUntil) })}
          {view.call !== null &&
            t(view.call.identity.status === 'verified' ? 'entitledByCall.verified' : 'entitledByCall.limited')}
          {view.call === null && level === 'technical' && t('entitled.proof')}
        </span>
      </span>
    </p>
  )
}
