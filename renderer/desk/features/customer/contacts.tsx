import { useTranslation } from 'react-i18next'
import type { Customer } from '#shared/domain/customer'
import { maskPhoneNumber } from '#shared/domain/phone-number'
import { call } from '../../bridge/client'
import { Masked, Section, toast } from '../../../shared/ui'
import { recordReveal, type AccessBasis } from './customer-store'
import styles from './customer.module.css'

/** The contacts with masked numbers; a number is shown in full only once that was recorded. */
export const Contacts = ({ customer, basis }: { customer: Customer; basis: AccessBasis }) => {
  const { t } = useTranslation('customer')
  const copy = (number: string): void => {
    void call('clipboard.write', { text: number }).then((result) => {
      if (result.ok) toast({ tone: 'success', text: t('phone.copied') })
    })
  }
  return (
    <Section title={t('pane.contacts')} count={customer.contacts.length}>
      {customer.contacts.length === 0 && <p className={styles.none}>{t('pane.noContacts')}</p>}
      <ul className={styles.rows}>
        {customer.contacts.map((contact) => (
          <li key={contact.id} className={styles.contact}>
            <span className={styles.name} title={contact.name}>
              {contact.name}
            </span>
            <span className={styles.aside} title={contact.title}>
              {contact.title}
            </span>
            <span className={styles.phones}>
              {contact.phones.length === 0 && <span className={styles.none}>{t('phone.none')}</span>}
              {contact.phones.map((phone) => (
                <Masked
                  key={phone}
                  masked={maskPhoneNumber(phone)}
                  label={t('phone.of', { name: contact.name })}
                  onCopy={copy}
                  reveal={async () => ((await recordReveal(customer.id, basis, contact.id)) ? phone : null)}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
