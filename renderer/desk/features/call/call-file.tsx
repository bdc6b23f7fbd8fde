import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '#shared/ipc/replica-views'
import { goTo } from '../../navigation/place-store'
import { Button, KeyValueList, Section } from '../../../shared/ui'
import { BaseFile, Contacts, recordAccess, ServiceHistory, Sites } from '../customer'
import styles from './call.module.css'

/**
 * The caller's base file. A call that is not on this desk is no basis to read it: the customer's own page asks for
 * one.
 */
export const CallFile = ({ view, isBrief, isOwn }: { view: CallView; isBrief: boolean; isOwn: boolean }) => {
  const { t } = useTranslation('call')
  const { call, customer } = view
  const customerId = customer?.customer.id
  useEffect(() => {
    if (customerId !== undefined && isOwn) recordAccess(customerId, { kind: 'call', callId: call.id })
  }, [customerId, call.id, isOwn])
  if (customer === null) return isBrief ? null : <p className={styles.none}>{t('pane.noCustomer')}</p>
  if (!isOwn) {
    return (
      <Section title={t('pane.file')}>
        <p className={styles.none}>{t('pane.fileClosed')}</p>
        <Button
          size="sm"
          onClick={() => {
            goTo({ kind: 'customer', id: customer.customer.id })
          }}
        >
          {t('pane.openFile')}
        </Button>
      </Section>
    )
  }
  return (
    <>
      <Section title={t('pane.file')}>
        <BaseFile view={customer} />
      </Section>
      {!isBrief && <Contacts customer={customer.customer} basis={{ kind: 'call', callId: call.id }} />}
      {isBrief ? (
        <KeyValueList
          items={[
            {
              label: t('pane.contacts'),
              value: customer.customer.contacts.map(({ name }) => name).join(t('pane.comma')),
            },
          ]}
        />
      ) : (
        <Sites sites={customer.customer.sites} />
      )}
      <ServiceHistory history={isBrief ? customer.history.slice(0, 5) : customer.history} />
    </>
  )
}
