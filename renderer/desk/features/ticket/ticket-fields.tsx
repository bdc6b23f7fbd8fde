import { useTranslation } from 'react-i18next'
import { problemDomains } from '#shared/domain/problem-domain'
import { maskPhoneNumber } from '#shared/domain/phone-number'
import { priorities, type Ticket } from '#shared/domain/ticket'
import type { TicketEdit } from '#shared/domain/ticket-commands'
import { issue } from '../../bridge/issue'
import { KeyValueList, Section, SelectField } from '../../ui'
import { InlineField } from './inline-field'
import styles from './ticket.module.css'

type Props = { ticket: Ticket; isReadOnly: boolean }

const edit = async (ticket: Ticket, changes: TicketEdit): Promise<boolean> => (await issue('ticket.edit', { ticketId: ticket.id, changes })).ok

/** What it is about and, once solved, what helped. */
export const TicketTexts = ({ ticket, isReadOnly }: Props) => {
  const { t } = useTranslation('ticket')
  return (
    <>
      <Section title={t('field.description')}>
        <InlineField ticketId={ticket.id} field="description" label={t('field.description')} value={ticket.description} isReadOnly={isReadOnly} isLong maxLength={20_000}
          className={styles.description} onCommit={(description) => edit(ticket, { description })} />
      </Section>
      {ticket.solution !== '' && (ticket.status === 'solved' || ticket.status === 'closed') && (
        <Section title={t('field.solution')}><p className={styles.description}>{ticket.solution}</p></Section>
      )}
    </>
  )
}

/** What stands on the ticket, each field edited in place. */
export const TicketFields = ({ ticket, isReadOnly }: Props) => {
  const { t } = useTranslation(['ticket', 'common'])
  const text = (field: 'product' | 'productVersion' | 'callerName', maxLength: number) => ({
    label: t(`field.${field}`),
    value: (
      <InlineField ticketId={ticket.id} field={field} label={t(`field.${field}`)} value={ticket[field]} isReadOnly={isReadOnly} maxLength={maxLength}
        onCommit={(typed) => edit(ticket, { [field]: typed })} />
    ),
  })
  return (
    <section aria-label={t('pane.details')}>
      <KeyValueList columns={2} items={[
        {
          label: t('field.priority'),
          value: (
            <SelectField label={t('field.priority')} isLabelHidden value={ticket.priority} disabled={isReadOnly} onValue={(priority) => { void edit(ticket, { priority }) }}
              title={t(`priorityMeaning.${ticket.priority}`)} options={priorities.map((value) => ({ value, label: t(`common:priority.${value}`) }))} />
          ),
        },
        {
          label: t('field.problemDomain'),
          value: (
            <SelectField label={t('field.problemDomain')} isLabelHidden value={ticket.problemDomain ?? ''} disabled={isReadOnly}
              onValue={(value) => { void edit(ticket, { problemDomain: value === '' ? null : value }) }}
              options={[{ value: '', label: t('noDomain') }, ...problemDomains.map((value) => ({ value, label: t(`common:problemDomain.${value}`) }))]} />
          ),
        },
        text('product', 80), text('productVersion', 40), text('callerName', 100),
        { label: t('field.callerPhone'), value: ticket.callerPhone === '' ? null : <span className="figures">{maskPhoneNumber(ticket.callerPhone)}</span> },
      ]} />
    </section>
  )
}
