import { useTranslation } from 'react-i18next'
import type { Referral } from '#shared/domain/ticket'
import { maskPhoneNumber } from '#shared/domain/phone-number'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { KeyValueList, Section } from '../../../shared/ui'

/** Who is referred, with what, and to which organisation. */
export const ReferralFacts = ({ referral }: { referral: Referral }) => {
  const { t } = useTranslation('ticket')
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
            value: referral.phone === '' ? null : <span className="figures">{maskPhoneNumber(referral.phone)}</span>,
          },
          { label: t('field.product'), value: referral.product },
          { label: t('field.productVersion'), value: referral.version },
        ]}
      />
    </Section>
  )
}
