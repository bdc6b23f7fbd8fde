import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Building2 } from 'lucide-react'
import type { CustomerId } from '#shared/ids'
import type { CustomerView } from '#shared/ipc/replica-views'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { useLanding } from '../../navigation/use-landing'
import { EmptyState, FailureText, NewerNotice, Section, Skeleton } from '../../../shared/ui'
import { AsOf } from '../sync'
import { TicketRows } from '../ticket'
import { recordAccess, type AccessBasis } from './customer-store'
import { BaseFile, Sites } from './base-file'
import { Contacts } from './contacts'
import { ReasonForm } from './reason-form'
import { ServiceHistory } from './service-history'
import { useAccessBasis } from './use-access-basis'
import styles from './customer.module.css'

const File = ({ view, basis }: { view: CustomerView; basis: AccessBasis }) => {
  const { t } = useTranslation('customer')
  const pane = useRef<HTMLElement>(null)
  useLanding(pane)
  return (
    <section ref={pane} className={styles.pane} aria-label={t('pane.label')} tabIndex={-1}>
      <h2 className={styles.title}>
        {view.customer.name} <AsOf />
      </h2>
      <NewerNotice newer={view.newer} />
      <BaseFile view={view} />
      <Contacts customer={view.customer} basis={basis} />
      <Sites sites={view.customer.sites} />
      <Section title={t('pane.openTickets')} count={view.openTickets.length}>
        {view.openTickets.length === 0 ? (
          <p className={styles.none}>{t('pane.noOpenTickets')}</p>
        ) : (
          <TicketRows rows={view.openTickets} label={t('pane.openTickets')} />
        )}
      </Section>
      <ServiceHistory history={view.history} />
    </section>
  )
}

/**
 * A customer's file. It opens on a live call, on the open case one comes from, or on a stated reason, and each is
 * recorded.
 */
export const CustomerPane = ({ customerId }: { customerId: CustomerId }) => {
  const { t } = useTranslation('customer')
  const query = useReplicaQuery('customer.read', { customerId }, true)
  const access = useAccessBasis(customerId)
  const basis = access.phase === 'known' ? access.basis : null
  useEffect(() => {
    if (basis !== null && basis.kind !== 'reason') recordAccess(customerId, basis)
  }, [customerId, basis])

  if (query.data === null) {
    if (query.phase === 'failed')
      return (
        <EmptyState icon={<Building2 />} title={t('pane.gone')}>
          <FailureText failure={query.failure} /> {t('pane.goneHint')}
        </EmptyState>
      )
    return (
      <div className={styles.pane}>
        <Skeleton lines={[50, 30, 90, 80, 85, 60]} />
      </div>
    )
  }
  const view = query.data
  if (access.phase === 'asking')
    return (
      <div className={styles.pane}>
        <Skeleton lines={[50]} />
      </div>
    )
  if (basis === null) return <ReasonForm customerId={customerId} name={view.customer.name} />
  return <File view={view} basis={basis} />
}
