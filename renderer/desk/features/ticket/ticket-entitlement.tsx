import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link2, ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react'
import type { TicketView } from '#shared/ipc/replica-views'
import { currentContract, customerGenuineness, type Customer } from '#shared/domain/customer'
import { mayOnTicket } from '#shared/domain/may'
import { isInForce } from '#shared/domain/time'
import { keysOf } from '../../navigation/key-table'
import { goTo } from '../../navigation/place-store'
import { useKey } from '../../navigation/keys'
import { Badge, Button, classNames, dateOnly, LinkButton, useNow } from '../../../shared/ui'
import { usePerson } from '../session'
import { AttachCustomer } from './attach-customer'
import styles from './ticket.module.css'

/** The rule of `ticket.attachCustomer`: a customer known from the call itself stays. */
const useMayAttach = ({ ticket }: TicketView): boolean => {
  const person = usePerson()
  const isOpenToName = ticket.customerId === null || ticket.customerReason !== undefined
  return mayOnTicket(person, 'ticket.attachCustomer', ticket) && ticket.status !== 'closed' && isOpenToName
}

/** What a customer may be given today. A name proves nothing: found by name alone, it is never shown as a yes. */
const levelOf = (customer: Customer, isByName: boolean, now: number) => {
  const contract = currentContract(customer, now)
  const isHelped = contract !== null && isInForce(contract, now)
  const words = (
    { counterfeit: 'blocked', unregistered: 'business', genuine: isHelped ? 'technical' : 'product' } as const
  )[customerGenuineness(customer)]
  const look = words === 'technical' && isByName ? ('product' as const) : words
  return { words, look, until: contract === null ? '' : dateOnly(contract.validUntil) }
}

const Known = ({ view, customer }: { view: TicketView; customer: Customer }) => {
  const { t } = useTranslation('ticket')
  const { customerReason } = view.ticket
  const isByName = customerReason !== undefined
  const { words, until } = levelOf(customer, isByName, useNow())
  const isProved = !isByName && view.call?.identity.status === 'verified'
  return (
    <span className={styles.entitled}>
      <LinkButton
        className={styles.link}
        title={customer.name}
        onClick={() => {
          goTo({ kind: 'customer', id: customer.id })
        }}
      >
        {customer.name}
      </LinkButton>
      <span>
        {t(`entitled.${words}`, { until })}
        {(isByName || view.call !== null) && t(isProved ? 'entitledByCall.verified' : 'entitledByCall.limited')}
        {!isByName && view.call === null && words === 'technical' && t('entitled.proof')}
      </span>
      {isByName && (
        <span className={styles.byName}>
          <Badge tone="warning" icon={<Link2 size={12} aria-hidden />}>
            {t('attach.badge')}
          </Badge>
          <span className={styles.byNameReason} title={customerReason}>
            {t('attach.why', { reason: customerReason })}
          </span>
        </span>
      )}
    </span>
  )
}

/** Whose ticket, and what that customer may be given today. The name opens the file; an unknown one can be found. */
export const TicketEntitlement = ({ view }: { view: TicketView }) => {
  const { t } = useTranslation('ticket')
  const now = useNow()
  const [isAttaching, setIsAttaching] = useState(false)
  const mayAttach = useMayAttach(view)
  useKey(
    'ticket.attachCustomer',
    () => t('key.attach'),
    () => {
      if (mayAttach) setIsAttaching(true)
      return mayAttach
    },
  )
  const { customer, ticket } = view
  const look = customer === null ? 'business' : levelOf(customer, ticket.customerReason !== undefined, now).look
  const Icon = { blocked: ShieldX, business: ShieldAlert, technical: ShieldCheck, product: ShieldAlert }[look]
  return (
    <>
      <div className={classNames(styles.entitlement, styles[look])}>
        <Icon size={16} aria-hidden />
        {customer === null ? (
          <span className={styles.entitled}>{t('entitled.none')}</span>
        ) : (
          <Known view={view} customer={customer} />
        )}
        {mayAttach && (
          <Button
            size="sm"
            variant={customer === null ? 'default' : 'quiet'}
            shortcut={keysOf('ticket.attachCustomer')}
            onClick={() => {
              setIsAttaching(true)
            }}
          >
            {t(customer === null ? 'attach.open' : 'attach.change')}
          </Button>
        )}
      </div>
      {isAttaching && mayAttach && (
        <AttachCustomer
          ticket={ticket}
          onClose={() => {
            setIsAttaching(false)
          }}
        />
      )}
    </>
  )
}
