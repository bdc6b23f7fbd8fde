import { useTranslation } from 'react-i18next'
import type { Priority, TicketStatus } from '#shared/domain/ticket'
import type { TicketRow } from '#shared/ipc/replica-views'
import { type Tone, Badge, classNames, RelativeTime, RowLines } from '../../../shared/ui'
import { goTo } from '../../navigation/place-store'
import { TimeLeft } from './time-left'
import styles from './ticket.module.css'

export const statusTones = {
  new: 'info',
  inProgress: 'info',
  solved: 'success',
  closed: 'neutral',
} as const satisfies Record<TicketStatus, Tone>
export const priorityTones = { A: 'danger', B: 'warning', C: 'neutral' } as const satisfies Record<Priority, Tone>

/**
 * One ticket in two lines: what it is about and how long, then whose and how it stands. `isOwn` where all are one's
 * own.
 */
export const TicketRowLine = ({ row, isOwn = false }: { row: TicketRow; isOwn?: boolean }) => {
  const { t } = useTranslation(['ticket', 'common'])
  const whose = row.customerName ?? row.company ?? (row.callerName || t('list.noCustomer'))
  return (
    <RowLines
      first={
        <>
          <Badge tone={priorityTones[row.priority]}>{row.priority}</Badge>
          <span className={styles.rowSubject} title={row.subject}>
            {row.subject}
          </span>
          <span className={styles.rowAge}>
            <RelativeTime at={row.updatedAt} />
          </span>
        </>
      }
      second={
        <>
          <span className={styles.rowFacts}>
            <span className={classNames('figures', styles.rowNumber)} title={row.number ?? undefined}>
              {row.number ?? t('unnumbered')}
            </span>
            <span className={styles.rowCustomer} title={whose}>
              {whose}
            </span>
            {!isOwn && (
              <span className={styles.rowOwner} title={row.ownerName ?? ''}>
                {row.ownerName ?? t('list.noOwner')}
              </span>
            )}
          </span>
          {row.runs !== null && <TimeLeft timed={{ ...row, runs: row.runs }} organisationId={row.organisationId} />}
          {row.isPending && <Badge tone="warning">{t('pending')}</Badge>}
          {/* A clock that runs says that it is being worked on. */}
          {(row.status !== 'inProgress' || row.runs === null) && (
            <Badge tone={statusTones[row.status]}>{t(`common:ticketStatus.${row.status}`)}</Badge>
          )}
        </>
      }
    />
  )
}

/** A few tickets inside another pane; each opens. */
export const TicketRows = ({ rows, label }: { rows: readonly TicketRow[]; label: string }) => (
  <ul aria-label={label} className={styles.rows}>
    {rows.map((row) => (
      <li key={row.id}>
        <button
          type="button"
          className={styles.rowButton}
          onClick={() => {
            goTo({ kind: 'ticket', id: row.id })
          }}
        >
          <TicketRowLine row={row} />
        </button>
      </li>
    ))}
  </ul>
)
