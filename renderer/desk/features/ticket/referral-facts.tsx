import { useTranslation } from 'react-i18next'
import { ticketHandlers } from '#shared/domain/handlers'
import type { Referral, Ticket } from '#shared/domain/ticket'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { KeyValueList, Section } from '../../../shared/ui'
import { PhoneOf } from '../phone'
import styles from './ticket.module.css'

/** Who is referred, with what, and to which organisation. */
export const ReferralFacts = ({ ticket, referral }: { ticket: Ticket; referral: Referral }) => {
  const { t } = useTranslation(['ticket', 'phone'])
  const organisations = useReplicaQuery('organisation.list', null)
  const organisation = organisations.data?.find(({ id }) => id === referral.organisationId)
  return (
    <Section title={t('pane.referral')}>
      <KeyValueList
        columns={2}
        items={[
          {
            label: t('field.organisationId'),
            value:
              organisation === undefined ? null : (
                <>
                  {organisation.name} <span className="figures">{organisation.phone}</span>
                </>
              ),
          },
          { label: t('field.company'), value: referral.company },
          { label: t('field.callerName'), value: referral.name },
          {
            label: t('field.callerPhone'),
            value:
              referral.phone === '' ? (
                <span className={styles.none}>{t('phone:none')}</span>
              ) : (
                <PhoneOf
                  number={referral.phone}
                  label={t('phone:ofReferral')}
                  owner={{ noun: 'ticket', ticketId: ticket.id, phone: 'referral' }}
                  handlers={ticketHandlers(ticket)}
                  hasKey={ticket.callerPhone === ''}
                />
              ),
          },
          { label: t('field.product'), value: referral.product },
          { label: t('field.productVersion'), value: referral.version },
        ]}
      />
    </Section>
  )
}
