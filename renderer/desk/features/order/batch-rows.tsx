import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderCandidate } from '#shared/ipc/order-views'
import type { TicketId } from '#shared/ids'
import { batchNeeds, type BatchNeed, type BatchRow } from './batch-draft'
import { BatchRowFields } from './batch-row'
import type { Refusal } from './batch-sending'
import type { BatchDraft } from './order-store'
import styles from './batch.module.css'

type Props = {
  rows: readonly BatchRow[]
  batch: BatchDraft
  candidates: readonly OrderCandidate[]
  refused: ReadonlyMap<TicketId, Refusal>
  isTried: boolean
  /** Another one after each sending: only then rows change their group. */
  round: object
}

const groupsOf = (rows: readonly BatchRow[]): ReadonlyMap<TicketId, BatchNeed> =>
  new Map(rows.map(({ one, need }) => [one.ticket.id, need]))

/** The tickets of a batch by what they need. A row stays in its group while one types in it, and says how it stands. */
export const BatchRows = ({ rows, batch, candidates, refused, isTried, round }: Props) => {
  const { t } = useTranslation('order')
  const [grouped, setGrouped] = useState(() => ({ round, groups: groupsOf(rows) }))
  if (grouped.round !== round) setGrouped({ round, groups: groupsOf(rows) })
  return batchNeeds.map((need) => {
    const those = rows.filter((row) => (grouped.groups.get(row.one.ticket.id) ?? row.need) === need)
    if (those.length === 0) return null
    return (
      <section key={need} className={styles.group} aria-label={t(`batch.group.${need}`)}>
        <h3 className={styles.groupTitle}>
          {t(`batch.group.${need}`)} <span className={styles.count}>{those.length}</span>
        </h3>
        <ul className={styles.rows}>
          {those.map(({ one }) => (
            <BatchRowFields
              key={one.ticket.id}
              one={one}
              batch={batch}
              candidates={candidates}
              refusal={refused.get(one.ticket.id) ?? null}
              isTried={isTried}
            />
          ))}
        </ul>
      </section>
    )
  })
}
