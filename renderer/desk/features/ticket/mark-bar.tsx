import { useTranslation } from 'react-i18next'
import { Send } from 'lucide-react'
import { maxBatch } from '#shared/ipc/order-views'
import type { TicketId } from '#shared/ids'
import { Button } from '../../../shared/ui'
import { keysOf } from '../../navigation/key-table'
import styles from './mark-bar.module.css'

type Props = {
  marked: readonly TicketId[]
  /** How many of them the list does not show now. */
  elsewhere: number
  onDispatch: () => void
  onClear: () => void
}

/** Over a list: how many of its tickets are marked, and what is done with them. The count is there to be heard. */
export const MarkBar = ({ marked, elsewhere, onDispatch, onClear }: Props) => {
  const { t } = useTranslation('ticket')
  const count = marked.length
  return (
    <div role="group" aria-label={t('marks.label')} className={count === 0 ? 'visually-hidden' : styles.bar}>
      <span role="status" className={styles.count}>
        {count > 0 && t('marks.count', { count })}
        {elsewhere > 0 && t('marks.elsewhere', { count: elsewhere })}
        {count >= maxBatch && t('marks.full')}
      </span>
      {count > 0 && (
        <>
          <Button
            size="sm"
            variant="primary"
            shortcut={keysOf('ticket.dispatchMarked')}
            icon={<Send size={14} aria-hidden />}
            onClick={onDispatch}
          >
            {t('marks.dispatch')}
          </Button>
          <Button size="sm" shortcut="Escape" onClick={onClear}>
            {t('marks.clear')}
          </Button>
        </>
      )}
    </div>
  )
}
