import { useTranslation } from 'react-i18next'
import type { Ticket } from '#shared/domain/ticket'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo } from '../../navigation/place-store'
import { LinkButton } from '../../../shared/ui'
import styles from './ticket.module.css'

/** Another ticket by number and subject; a press opens it. One that is not here is said to be elsewhere. */
export const TicketLink = ({ ticketId }: { ticketId: string }) => {
  const { t } = useTranslation('ticket')
  const query = useReplicaQuery('ticket.title', { ticketId })
  const title = query.data
  if (title === null)
    return <span className={styles.none}>{query.phase === 'loading' ? '' : t('after.elsewhere')}</span>
  return (
    <LinkButton
      className={styles.link}
      title={title.subject}
      onClick={() => {
        goTo({ kind: 'ticket', id: ticketId })
      }}
    >
      {title.number ?? t('unnumbered')} {title.subject}
    </LinkButton>
  )
}

/** What a ticket follows, and why, in one line; nothing where it came from its own call. */
export const OriginLine = ({ origin }: Pick<Ticket, 'origin'>) => {
  const { t } = useTranslation(['ticket', 'common'])
  if (origin === undefined) return null
  return (
    <p className={styles.origin}>
      <span>{t(`common:originReason.${origin.reason}`)}</span>
      <span>
        {t('after.follows')} <TicketLink ticketId={origin.afterTicketId} />
      </span>
      {origin.text !== '' && <span className={styles.none}>{origin.text}</span>}
    </p>
  )
}
