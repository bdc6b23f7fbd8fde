import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxTicketText } from '#shared/domain/limits'
import { shortTime, TextArea, TextField, useNow } from '../../../shared/ui'
import { ConflictFrame, type ConflictProps } from './conflict-frame'
import { choiceOf, choose, fieldRows, resultOf, type FieldChoice, type FieldRow } from './field-rows'
import type { EditField } from '#shared/domain/ticket-edit'
import { lastEditOf, lastEventOf } from './last-edit'
import { dismissAttention, resolveAttention } from './attention-store'
import { MarkedText } from './marked-text'
import { useCommandWords } from './use-command-words'
import styles from './conflict.module.css'

const isListed = (field: EditField): field is 'priority' | 'problemDomain' =>
  field === 'priority' || field === 'problemDomain'

type RowProps = {
  row: FieldRow
  choice: FieldChoice | null
  who: string | null
  onChoice: (choice: FieldChoice) => void
}

const Row = ({ row, choice, who, onChoice }: RowProps) => {
  const { t } = useTranslation('sync')
  const { fieldWord, valueWord } = useCommandWords()
  const word = (text: string): string => (isListed(row.field) && text !== '' ? valueWord(row.field, text) : text)
  const name = fieldWord(row.field)
  const result = {
    label: t('conflict.result', { field: name }),
    maxLength: isListed(row.field) ? undefined : maxTicketText[row.field],
  }
  return (
    <fieldset className={styles.row}>
      <legend>
        {name}
        {!row.isContested && <span className={styles.note}> {t('conflict.onlyMine')}</span>}
      </legend>
      <div className={styles.sides}>
        {(['mine', 'theirs'] as const).map((side) => (
          <label key={side} className={styles.side} data-chosen={choice?.side === side || undefined}>
            <span className={styles.sideHead}>
              <input
                type="radio"
                name={`conflict ${row.field}`}
                checked={choice?.side === side}
                onChange={() => {
                  onChoice(choose(row, side))
                }}
              />
              {t(`conflict.${side}`)}
              {side === 'theirs' && who !== null && <span className={styles.note}>{who}</span>}
            </span>
            <MarkedText text={word(row[side])} other={word(row[side === 'mine' ? 'theirs' : 'mine'])} />
          </label>
        ))}
      </div>
      {choice !== null &&
        !isListed(row.field) &&
        (row.field === 'description' ? (
          <TextArea
            {...result}
            rows={3}
            value={choice.text}
            onValue={(text) => {
              onChoice({ ...choice, text })
            }}
          />
        ) : (
          <TextField
            {...result}
            value={choice.text}
            onValue={(text) => {
              onChoice({ ...choice, text })
            }}
          />
        ))}
    </fieldset>
  )
}

/** Two people wrote the same fields: both texts side by side, a choice for each, and the result. */
export const EditConflict = ({ group, current, timeline, onClose }: ConflictProps) => {
  const { t } = useTranslation('sync')
  const now = useNow('minute')
  const [choices, setChoices] = useState<Partial<Record<EditField, FieldChoice>>>({})
  const rows = fieldRows(group.items, current)
  const result = resultOf(rows, choices)
  const commandIds = group.items.map(({ commandId }) => commandId)
  const apply = (): Promise<boolean> =>
    result === null || Object.keys(result.changes).length === 0
      ? dismissAttention(commandIds)
      : resolveAttention(commandIds, 'ticket.edit', { ticketId: group.item.entityId, ...result })
  const whoOf = (field: EditField): string | null => {
    const edit = lastEditOf(timeline, field)
    return edit === null ? null : `${edit.byName ?? t('conflict.somebody')} ${shortTime(edit.at, now)}`
  }
  return (
    <ConflictFrame
      group={group}
      onClose={onClose}
      theirs={lastEventOf(timeline, 'ticket.edited')}
      letGo={{ label: t('conflict.allTheirs'), question: t('conflict.allTheirsQuestion') }}
      apply={{ label: t('conflict.apply'), run: result === null ? null : apply, hint: t('conflict.chooseFirst') }}
    >
      {rows.length === 0 && <p>{t('conflict.sameByNow')}</p>}
      {rows.map((row) => (
        <Row
          key={row.field}
          row={row}
          choice={choiceOf(row, choices)}
          who={whoOf(row.field)}
          onChoice={(choice) => {
            setChoices((others) => ({ ...others, [row.field]: choice }))
          }}
        />
      ))}
    </ConflictFrame>
  )
}
