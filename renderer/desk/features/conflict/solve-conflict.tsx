import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxTicketText } from '#shared/domain/limits'
import { may } from '#shared/domain/may'
import { isTicketOpen, type Ticket } from '#shared/domain/ticket'
import type { TicketId } from '#shared/ids'
import { issue } from '../../bridge/issue'
import { TextArea, TextField } from '../../../shared/ui'
import { usePerson } from '../session'
import { ConflictFrame, type ConflictProps } from './conflict-frame'
import { lastEventOf } from './last-edit'
import { dismissAttention, resolveAttention } from './attention-store'
import { MarkedText } from './marked-text'
import styles from './conflict.module.css'

type Way = 'theirs' | 'note' | 'mine'
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Two people solved it, or it was closed meanwhile: both solutions side by side, and three ways to go on. */
export const SolveConflict = ({ group, current, timeline, onClose }: ConflictProps) => {
  const { t } = useTranslation('sync')
  const person = usePerson()
  const mine = textOf(group.item.args.solution)
  const theirs = textOf(current.solution)
  const isOpen = isTicketOpen(current as Pick<Ticket, 'status'>)
  const [way, setWay] = useState<Way | null>(null)
  const [note, setNote] = useState(t('conflict.solutionAsNote', { solution: mine }))
  const [solution, setSolution] = useState(mine)
  const [reason, setReason] = useState(t('conflict.reopenReason'))
  const ways: Way[] = [
    'theirs',
    ...(may(person, 'ticket.note') ? ['note' as const] : []),
    ...(may(person, 'ticket.solve') && (isOpen || may(person, 'ticket.reopen')) ? ['mine' as const] : []),
  ]
  const ticketId = group.item.entityId as TicketId
  const commandIds = group.items.map(({ commandId }) => commandId)

  const solveWithMine = async (): Promise<boolean> => {
    if (!isOpen && !(await issue('ticket.reopen', { ticketId, reason })).ok) return false
    return resolveAttention(commandIds, 'ticket.solve', { ticketId, solution })
  }
  const runs: Record<Way, (() => Promise<boolean>) | null> = {
    theirs: () => dismissAttention(commandIds),
    note: note.trim() === '' ? null : () => resolveAttention(commandIds, 'ticket.note', { ticketId, text: note }),
    mine: !isOpen && reason.trim() === '' ? null : solveWithMine,
  }
  return (
    <ConflictFrame
      group={group}
      onClose={onClose}
      theirs={lastEventOf(timeline, 'ticket.solved')}
      apply={{ label: t('conflict.apply'), run: way === null ? null : runs[way], hint: t('conflict.chooseFirst') }}
    >
      <div className={styles.sides}>
        <div className={styles.side}>
          <span className={styles.sideHead}>{t('conflict.mine')}</span>
          <MarkedText text={mine} other={theirs} />
        </div>
        <div className={styles.side}>
          <span className={styles.sideHead}>{t('conflict.theirs')}</span>
          <MarkedText text={theirs} other={mine} />
        </div>
      </div>
      <fieldset className={styles.ways}>
        <legend>{t('conflict.whatNow')}</legend>
        {ways.map((each) => (
          <label key={each} className={styles.way}>
            <input
              type="radio"
              name="conflict way"
              checked={way === each}
              onChange={() => {
                setWay(each)
              }}
            />
            {t(each === 'mine' && isOpen ? 'conflict.way.mineOpen' : `conflict.way.${each}`)}
          </label>
        ))}
      </fieldset>
      {way === 'note' && (
        <TextArea
          label={t('conflict.noteText')}
          rows={4}
          maxLength={maxTicketText.note}
          value={note}
          onValue={setNote}
        />
      )}
      {way === 'mine' && !isOpen && (
        <TextField
          label={t('conflict.reason')}
          required
          maxLength={maxTicketText.reason}
          value={reason}
          onValue={setReason}
        />
      )}
      {way === 'mine' && (
        <TextArea
          label={t('conflict.solutionText')}
          rows={4}
          maxLength={maxTicketText.solution}
          value={solution}
          onValue={setSolution}
        />
      )}
    </ConflictFrame>
  )
}
