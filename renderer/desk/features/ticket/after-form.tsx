import { useTranslation } from 'react-i18next'
import { openableKinds } from '#shared/domain/ticket-open'
import { originReasonsFor } from '#shared/domain/ticket-open-after'
import { maxRemark, maxTicketText } from '#shared/domain/limits'
import type { Person } from '#shared/domain/person'
import { problemDomains } from '#shared/domain/problem-domain'
import { priorities } from '#shared/domain/ticket'
import type { Entitlement } from '#shared/domain/entitlement'
import type { TicketView } from '#shared/ipc/replica-views'
import type { Failure } from '#shared/result'
import { FailureText, SelectField, TextArea, TextField } from '../../../shared/ui'
import { boundTo, type AfterDraft, type missingAfter } from './after-draft'
import { KindChoice } from './kind-choice'
import { ReferralFields } from './referral-fields'
import styles from './ticket.module.css'

/** The field that a refusal is about; any other stands at the reason, which comes first. */
const fieldOf = ({ code }: Failure): 'text' | 'kind' | 'reason' => {
  if (code === 'originTextMissing') return 'text'
  return code === 'technicalNotEntitled' || code === 'businessNotEntitled' ? 'kind' : 'reason'
}

type Props = {
  view: TicketView
  person: Person
  draft: AfterDraft
  entitlement: Entitlement
  /** Null until it was tried to send. */
  missing: ReturnType<typeof missingAfter> | null
  failure: Failure | null
  onChange: (changes: Partial<AfterDraft>) => void
}

/** Why there is another ticket, and what it is about; the rest comes from the older one. */
export const AfterForm = ({ view, person, draft, entitlement, missing, failure, onChange }: Props) => {
  const { t } = useTranslation(['ticket', 'common'])
  const faultAt = (field: ReturnType<typeof fieldOf>) =>
    failure !== null && fieldOf(failure) === field ? <FailureText failure={failure} /> : null
  return (
    <>
      <div className={styles.selects}>
        <SelectField
          label={t('after.reason')}
          required
          value={draft.reason}
          error={faultAt('reason')}
          onValue={(reason) => {
            onChange({ reason })
          }}
          options={originReasonsFor(person, view.ticket).map((value) => ({
            value,
            label: t(`common:originReason.${value}`),
          }))}
        />
        <TextField
          label={t('after.text')}
          placeholder={t('after.textPlaceholder')}
          required={draft.reason === 'other'}
          value={draft.text}
          maxLength={maxRemark}
          error={faultAt('text') ?? (missing?.text === true ? t('create.needed') : null)}
          onValue={(text) => {
            onChange({ text })
          }}
        />
      </div>
      <KindChoice
        value={draft.kind}
        kinds={openableKinds(entitlement)}
        reason={entitlement.reason}
        isOfTicket
        onValue={(kind) => {
          onChange({ kind })
        }}
      />
      {fieldOf(failure ?? { code: 'notAllowed', params: {} }) === 'kind' && (
        <p role="alert" className={styles.missing}>
          {faultAt('kind')}
        </p>
      )}
      <TextField
        label={t('field.subject')}
        required
        data-first=""
        value={draft.subject}
        maxLength={maxTicketText.subject}
        error={missing?.subject === true ? t('create.needed') : null}
        onValue={(subject) => {
          onChange({ subject })
        }}
      />
      <TextArea
        label={t('field.description')}
        rows={3}
        value={draft.description}
        maxLength={maxTicketText.description}
        onValue={(description) => {
          onChange({ description })
        }}
      />
      <div className={styles.selects}>
        <SelectField
          label={t('field.priority')}
          value={draft.priority}
          hint={t(`priorityMeaning.${draft.priority}`)}
          onValue={(priority) => {
            onChange({ priority })
          }}
          options={priorities.map((value) => ({ value, label: t(`common:priority.${value}`) }))}
        />
        <SelectField
          label={t('field.problemDomain')}
          value={draft.problemDomain ?? ''}
          onValue={(value) => {
            onChange({ problemDomain: value === '' ? null : value })
          }}
          options={[
            { value: '', label: t('noDomain') },
            ...problemDomains.map((value) => ({ value, label: t(`common:problemDomain.${value}`) })),
          ]}
        />
      </div>
      {draft.kind === 'referral' && (
        <ReferralFields
          draft={draft.referral}
          knownPhone={view.ticket.referral?.phone ?? view.ticket.callerPhone}
          region={view.customer?.region ?? ''}
          onlyOrganisationId={boundTo(person)}
          missing={missing?.referral ?? []}
          onChange={(changes) => {
            onChange({ referral: { ...draft.referral, ...changes } })
          }}
        />
      )}
    </>
  )
}
