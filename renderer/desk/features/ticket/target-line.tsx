import { useTranslation } from 'react-i18next'
import { Users } from 'lucide-react'
import { Badge, classNames, shortTime, useNow } from '../../../shared/ui'
import type { Target } from './assign-draft'
import styles from './target-line.module.css'
import ticketStyles from './ticket.module.css'

/** A person with role, organisation, what they have open and whether they are there; or a queue. */
export const TargetLine = ({ target }: { target: Target }) => {
  const { t } = useTranslation(['ticket', 'common', 'agent', 'schedule'])
  const now = useNow('minute')
  if (target.kind === 'queue')
    return (
      <>
        <Users size={16} aria-hidden />
        <span className={ticketStyles.rowSubject}>{t('assign.queue', { queue: target.name })}</span>
        <span className={ticketStyles.none}>{t('assign.nobody')}</span>
      </>
    )
  const { name, role, organisationName, absence, away, openTickets } = target.person
  return (
    <>
      <span className={styles.name} title={`${name} · ${organisationName}`}>
        {name}
      </span>
      {absence !== null && (
        <Badge tone={absence === 'noState' ? 'neutral' : 'warning'}>
          {absence === 'noState' ? t('assign.noState') : t('assign.away', { why: t(`agent:reason.${absence}`) })}
        </Badge>
      )}
      {away !== null && (
        <Badge tone="warning">
          {t('assign.awayUntil', { why: t(`schedule:absenceKind.${away.kind}`), time: shortTime(away.to, now) })}
        </Badge>
      )}
      <span className={classNames(ticketStyles.none, styles.where)} title={organisationName}>
        {t(`common:role.${role}`)} · {organisationName}
      </span>
      <span className={classNames(ticketStyles.none, 'figures')}>{t('assign.open', { count: openTickets })}</span>
    </>
  )
}
