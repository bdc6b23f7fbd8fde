import { useTranslation } from 'react-i18next'
import { Phone, Ticket } from 'lucide-react'
import type { ServiceRecord } from '#shared/ipc/replica-views'
import { dispositionSchema } from '#shared/domain/call'
import { queueSchema } from '#shared/domain/queue'
import { ticketStatusSchema } from '#shared/domain/ticket'
import { goTo } from '../../navigation/place-store'
import { LinkButton, Section, Timeline } from '../../../shared/ui'
import styles from './customer.module.css'

/** 历史服务信息: past calls and tickets, the latest first. */
export const ServiceHistory = ({ history }: { history: readonly ServiceRecord[] }) => {
  const { t } = useTranslation(['customer', 'common', 'call'])
  const statusWords = (status: string): string => {
    const ofTicket = ticketStatusSchema.safeParse(status)
    if (ofTicket.success) return t(`common:ticketStatus.${ofTicket.data}`)
    const ofCall = dispositionSchema.safeParse(status)
    if (status === 'missed' || status === 'messageLeft') return t(`call:${status}`)
    return ofCall.success ? t(`call:disposition.${ofCall.data}`) : ''
  }
  // A call without a note is named by its queue.
  const titleWords = ({ kind, title }: ServiceRecord): string => {
    const queue = queueSchema.safeParse(title)
    return kind === 'call' && queue.success ? t(`common:queue.${queue.data}`) : title
  }
  return (
    <Section title={t('pane.history')} count={history.length}>
      {history.length === 0 && <p className={styles.none}>{t('pane.noHistory')}</p>}
      <Timeline
        label={t('pane.history')}
        items={history.map((record) => ({
          key: `${record.kind} ${record.id}`,
          at: record.at,
          icon: record.kind === 'call' ? <Phone /> : <Ticket />,
          tone: record.kind === 'call' ? 'info' : 'neutral',
          title: (
            <LinkButton
              onClick={() => {
                goTo({ kind: record.kind, id: record.id })
              }}
            >
              {t(`record.${record.kind}`)} {record.number} {titleWords(record)}
            </LinkButton>
          ),
          marks: (
            <span className={styles.aside}>
              {[statusWords(record.status), record.personName].filter(Boolean).join(' · ')}
            </span>
          ),
        }))}
      />
    </Section>
  )
}
