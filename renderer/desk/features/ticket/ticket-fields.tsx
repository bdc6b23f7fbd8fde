import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ticketHandlers } from '#shared/domain/handlers'
import { maxTicketText } from '#shared/domain/limits'
import { problemDomains } from '#shared/domain/problem-domain'
import { priorities, type Ticket } from '#shared/domain/ticket'
import type { TicketEdit } from '#shared/domain/ticket-edit'
import type { TicketId } from '#shared/ids'
import type { TicketView } from '#shared/ipc/replica-views'
import { issue } from '../../bridge/issue'
import { KeyValueList, Section, SelectField } from '../../../shared/ui'
import { lastEditOf } from '../conflict'
import { PhoneOf } from '../phone'
import { InlineField } from './inline-field'
import styles from './ticket.module.css'

type Props = { view: TicketView; isReadOnly: boolean }

/** @param before what the person saw of the same fields */
const edit = async (ticketId: TicketId, changes: TicketEdit, before: TicketEdit): Promise<boolean> =>
  (await issue('ticket.edit', { ticketId, changes, before })).ok

type TextName = 'subject' | 'description' | 'product' | 'productVersion' | 'callerName' | 'company'

/** One text of the ticket, edited where it stands. */
export const TicketText = ({ view: { ticket, timeline }, field, isReadOnly }: Props & { field: TextName }) => {
  const { t } = useTranslation('ticket')
  return (
    <InlineField
      ticketId={ticket.id}
      field={field}
      label={t(`field.${field}`)}
      value={ticket[field] ?? ''}
      isReadOnly={isReadOnly}
      maxLength={maxTicketText[field]}
      isRequired={field === 'subject'}
      isLong={field === 'description'}
      className={field === 'description' ? styles.description : undefined}
      changedBy={lastEditOf(timeline, field)?.byName ?? null}
      onCommit={(typed, before) => edit(ticket.id, { [field]: typed }, { [field]: before })}
    />
  )
}

/** The value of a list when the person opened it: their choice is based on that one. */
const useSeen = <V,>(value: V) => {
  const opened = useRef<{ value: V } | null>(null)
  const look = (): void => {
    opened.current = { value }
  }
  const forget = (): void => {
    opened.current = null
  }
  return {
    seen: (): V => opened.current?.value ?? value,
    props: { onMouseDown: look, onKeyDown: look, onBlur: forget },
  }
}

/** What it is about and, once solved, what helped. */
export const TicketTexts = ({ view, isReadOnly }: Props) => {
  const { t } = useTranslation('ticket')
  const { ticket } = view
  return (
    <>
      <Section title={t('field.description')}>
        <TicketText view={view} field="description" isReadOnly={isReadOnly} />
      </Section>
      {ticket.solution !== '' && (ticket.status === 'solved' || ticket.status === 'closed') && (
        <Section title={t('field.solution')}>
          <p className={styles.description}>{ticket.solution}</p>
        </Section>
      )}
    </>
  )
}

/** With a customer known from the call, the company is in the file; what a caller said otherwise is still shown. */
const isCompanyShown = ({ customerId, customerReason, company = '' }: Ticket): boolean =>
  customerId === null || customerReason !== undefined || company !== ''

/** What stands on the ticket, each field edited in place. */
export const TicketFields = ({ view, isReadOnly }: Props) => {
  const { t } = useTranslation(['ticket', 'common', 'phone'])
  const { ticket } = view
  const priority = useSeen(ticket.priority)
  const problemDomain = useSeen(ticket.problemDomain)
  const text = (field: TextName) => ({
    label: t(`field.${field}`),
    value: <TicketText view={view} field={field} isReadOnly={isReadOnly} />,
  })
  return (
    <section aria-label={t('pane.details')}>
      <KeyValueList
        columns={2}
        items={[
          {
            label: t('field.priority'),
            value: (
              <SelectField
                label={t('field.priority')}
                isLabelHidden
                value={ticket.priority}
                disabled={isReadOnly}
                {...priority.props}
                onValue={(value) => {
                  void edit(ticket.id, { priority: value }, { priority: priority.seen() })
                }}
                title={t(`priorityMeaning.${ticket.priority}`)}
                options={priorities.map((value) => ({ value, label: t(`common:priority.${value}`) }))}
              />
            ),
          },
          {
            label: t('field.problemDomain'),
            value: (
              <SelectField
                label={t('field.problemDomain')}
                isLabelHidden
                value={ticket.problemDomain ?? ''}
                disabled={isReadOnly}
                {...problemDomain.props}
                onValue={(value) => {
                  void edit(
                    ticket.id,
                    { problemDomain: value === '' ? null : value },
                    { problemDomain: problemDomain.seen() },
                  )
                }}
                options={[
                  { value: '', label: t('noDomain') },
                  ...problemDomains.map((value) => ({ value, label: t(`common:problemDomain.${value}`) })),
                ]}
              />
            ),
          },
          text('product'),
          text('productVersion'),
          text('callerName'),
          ...(isCompanyShown(ticket) ? [text('company')] : []),
          {
            label: t('field.callerPhone'),
            value:
              ticket.callerPhone === '' ? (
                <span className={styles.none}>{t('phone:none')}</span>
              ) : (
                <PhoneOf
                  number={ticket.callerPhone}
                  label={t('field.callerPhone')}
                  owner={{ noun: 'ticket', ticketId: ticket.id, phone: 'caller' }}
                  handlers={ticketHandlers(ticket)}
                  hasKey
                />
              ),
          },
        ]}
      />
    </section>
  )
}
