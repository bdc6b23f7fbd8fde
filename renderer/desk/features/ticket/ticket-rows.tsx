import type { TicketRow } from '#shared/ipc/replica-views'
import { goTo } from '../../navigation/place-store'
import { TicketRowLine } from './ticket-row-line'
import styles from './ticket.module.css'

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
