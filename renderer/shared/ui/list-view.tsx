import { useState, type ReactNode } from 'react'
import type { Failure } from '#shared/result'
import { EmptyState } from './empty-state'
import { FailureText } from './failure'
import { Skeleton } from './progress'
import { VirtualList } from './virtual-list'
import styles from './list-view.module.css'

type Answer<Row> =
  | { phase: 'loading'; data: null }
  | { phase: 'ready'; data: readonly Row[] }
  | { phase: 'failed'; data: readonly Row[] | null; failure: Failure }

type Props<Row> = {
  label: string
  /** Its name, or what it may be narrowed by. */
  head: ReactNode
  /** How old it is; stands beside the count. */
  headEnd?: ReactNode
  /** How many there are, said aloud when it changes. */
  count: (rows: readonly Row[]) => string
  answer: Answer<Row>
  empty: { icon: ReactNode; title: string; text: string }
  isCompact: boolean
  /** The row of what is open in the case column. */
  isOpen: (row: Row) => boolean
  onOpen: (row: Row) => void
  renderRow: (row: Row) => ReactNode
}

/** The list column of a view: head, count, two lines a row, and what is said while there are none. */
export const ListView = <Row extends { id: string }>(props: Props<Row>) => {
  const { label, head, headEnd, count, answer, empty, isCompact, isOpen, onOpen, renderRow } = props
  const [active, setActive] = useState<string | null>(null)
  const rows = answer.data ?? []
  return (
    <section className={styles.list} aria-label={label}>
      <div className={styles.head}>
        {head}
        <span className={styles.headEnd}>
          {headEnd}
          {answer.data !== null && <span role="status">{count(rows)}</span>}
        </span>
      </div>
      {answer.phase === 'failed' && answer.data === null && (
        <EmptyState title={label}>
          <FailureText failure={answer.failure} />
        </EmptyState>
      )}
      {answer.phase === 'loading' && (
        <div className={styles.head}>
          <Skeleton lines={[90, 70, 90, 70]} />
        </div>
      )}
      {answer.phase === 'ready' && rows.length === 0 && (
        <EmptyState icon={empty.icon} title={empty.title}>
          {empty.text}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <VirtualList
          label={label}
          items={rows}
          itemKey={({ id }) => id}
          rowHeight={isCompact ? 52 : 60}
          activeKey={active ?? rows.find(isOpen)?.id ?? null}
          onActive={(_, key) => {
            setActive(key)
          }}
          onOpen={onOpen}
          renderRow={renderRow}
        />
      )}
    </section>
  )
}

/** What a row of such a list is made of: two lines, in each of which texts give way to what is short. */
export const RowLines = ({ first, second }: { first: ReactNode; second: ReactNode }) => (
  <div className={styles.row}>
    <div className={styles.line}>{first}</div>
    <div className={styles.line}>{second}</div>
  </div>
)
