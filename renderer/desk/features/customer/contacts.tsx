import { useTranslation } from 'react-i18next'
import type { Customer } from '#shared/domain/customer'
import { Section } from '../../../shared/ui'
import { ProtectedPhone } from '../phone'
import { recordReveal, type AccessBasis } from './customer-store'
import styles from './customer.module.css'

/** The contacts with masked numbers; a number is shown in full only once that was recorded. */
export const Contacts = ({ customer, basis }: { customer: Customer; basis: AccessBasis }) => {
  const { t } = useTranslation('customer')
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
                <ProtectedPhone
                  key={phone}
                  number={phone}
                  label={t('phone.of', { name: contact.name })}
                  record={() => recordReveal(customer.id, basis, contact.id)}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
