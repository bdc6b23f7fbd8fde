import { useTranslation } from 'react-i18next'
import { maxTicketText } from '#shared/domain/limits'
import { maskPhoneNumber } from '#shared/domain/phone-number'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { SelectField, TextField } from '../../../shared/ui'
import type { ReferralDraft, ReferralField } from './referral-draft'
import { organisationsFor } from './ticket-draft'
import styles from './ticket.module.css'

type Props = {
  draft: ReferralDraft
  /** The number as it is known: it stays masked, and typing replaces it. */
  knownPhone: string
  region: string
  /** Of an organisation that may only choose itself. */
  onlyOrganisationId: string | null
  missing: readonly ReferralField[]
  onChange: (changes: Partial<ReferralDraft>) => void
}

const words = {
  name: 'callerName',
  company: 'company',
  phone: 'callerPhone',
  product: 'product',
  version: 'productVersion',
} as const

/** 转介信息: the facts that a local organisation needs to check the lawful user, and which organisation. */
export const ReferralFields = ({ draft, knownPhone, region, onlyOrganisationId, missing, onChange }: Props) => {
  const { t } = useTranslation('ticket')
  const all = useReplicaQuery('organisation.list', null)
  const ordered = organisationsFor(all.data ?? [], region, draft.organisationId).filter(
    ({ id }) => onlyOrganisationId === null || id === onlyOrganisationId,
  )
  const field = (name: keyof typeof words) => ({
    label: t(`field.${words[name]}`),
    value: draft[name],
    required: true,
    maxLength: maxTicketText[words[name]],
    error: missing.includes(name) ? t('create.needed') : null,
    onValue: (typed: string) => {
      onChange({ [name]: typed })
    },
  })
  const isKnownPhone = knownPhone !== '' && draft.phone === knownPhone
  return (
    <>
      <p className={styles.none}>{t('create.referralFacts')}</p>
      <div className={styles.selects}>
        <TextField {...field('name')} />
        <TextField {...field('company')} />
        <TextField
          {...field('phone')}
          {...(isKnownPhone ? { value: '', placeholder: maskPhoneNumber(knownPhone) } : {})}
          type="tel"
          onValue={(typed) => {
            onChange({ phone: typed === '' ? knownPhone : typed })
          }}
        />
        <TextField {...field('product')} />
        <TextField {...field('version')} />
        <SelectField
          label={t('field.organisationId')}
          required
          value={draft.organisationId}
          error={missing.includes('organisationId') ? t('create.organisation') : null}
          onValue={(organisationId) => {
            onChange({ organisationId })
          }}
          options={[
            { value: '', label: t(ordered.length === 0 ? 'create.noOrganisation' : 'create.organisation') },
            ...ordered.map(({ id, name, region: where }) => ({ value: id, label: `${name}（${where}）` })),
          ]}
        />
      </div>
    </>
  )
}
