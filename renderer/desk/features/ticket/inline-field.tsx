import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Pencil, Users } from 'lucide-react'
import { Button, TextArea, TextField } from '../../../shared/ui'
import { endOf, fieldStateOf, fieldKey, useFieldDraft, writeField } from './ticket-store'
import styles from './ticket.module.css'

type Props = {
  ticketId: string
  field: string
  label: string
  value: string
  isReadOnly: boolean
  isLong?: boolean
  isRequired?: boolean
  maxLength: number
  className?: string | undefined
  /** The event that wrote the present value; null where it is the one from the opening. */
  changedBy: string | null
  /**
   * @param before what the person saw when they began, or chose to overwrite.
   * @returns whether it was accepted; what was not is put into the field again
   */
  onCommit: (text: string, before: string) => Promise<boolean>
}

type Theirs = { text: string; by: string | null; canChoose: boolean; onTake: () => void; onKeep: () => void }

/** A change by somebody else while the person types, shown under the field. */
const Moved = ({ text, by, canChoose, onTake, onKeep }: Theirs) => {
  const { t } = useTranslation('ticket')
  return (
    <div role="status" className={styles.moved}>
      <Users size={14} aria-hidden />
      <p>
        <span className={styles.movedBy}>{by === null ? t('edit.moved') : t('edit.movedBy', { name: by })}</span>{' '}
        {text === '' ? t('change.empty') : text}
      </p>
      {/* A press must not end the typing first. */}
      <div
        className={styles.movedActs}
        onMouseDown={(event) => {
          event.preventDefault()
        }}
      >
        <Button size="sm" variant="quiet" onClick={onTake}>
          {t('edit.takeTheirs')}
        </Button>
        {canChoose && (
          <Button size="sm" onClick={onKeep}>
            {t('edit.keepMine')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Text edited where it stands. What others write meanwhile never replaces what is being typed: both are shown. */
export const InlineField = ({
  ticketId,
  field,
  label,
  value,
  isReadOnly,
  isLong = false,
  isRequired = false,
  maxLength,
  className,
  changedBy,
  onCommit,
}: Props) => {
  const { t } = useTranslation('ticket')
  const key = fieldKey(ticketId, field)
  const draft = useFieldDraft(key)
  const state = fieldStateOf(value, draft)
  const isFocusWanted = useRef(false)
  const box = useRef<HTMLDivElement>(null)
  const rest = useRef<HTMLButtonElement>(null)
  const isTyping = draft !== null

  useEffect(() => {
    if (!isFocusWanted.current) return
    isFocusWanted.current = false
    if (isTyping) box.current?.querySelector<HTMLElement>('input, textarea')?.focus()
    else rest.current?.focus()
  }, [isTyping])

  const begin = (): void => {
    writeField(key, { base: value, typed: value })
    isFocusWanted.current = true
  }
  const finish = (write: { text: string; before: string } | null, isFocusKept: boolean): void => {
    writeField(key, null)
    isFocusWanted.current = isFocusKept
    if (write === null || write.text === value) return
    void onCommit(write.text, write.before).then((isTaken) => {
      if (!isTaken) writeField(key, { base: write.before, typed: write.text })
    })
  }
  const end = (isFocusKept: boolean): void => {
    if (draft === null) return
    const result = endOf(value, draft, isRequired)
    if (result.kind !== 'ask')
      finish(result.kind === 'write' ? { text: result.text, before: draft.base } : null, isFocusKept)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      finish(null, true)
    } else if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      end(true)
    }
  }

  if (draft === null) {
    if (isReadOnly)
      return (
        <span className={[styles.resting, className].join(' ')}>
          {value === '' ? <span className={styles.none}>{t('edit.empty')}</span> : value}
        </span>
      )
    return (
      <button
        ref={rest}
        type="button"
        className={[styles.resting, styles.editable, className].join(' ')}
        title={t('edit.hint')}
        aria-label={`${label}: ${value || t('edit.empty')}`}
        onClick={begin}
      >
        <span>{value === '' ? <span className={styles.none}>{t('edit.empty')}</span> : value}</span>
        <Pencil size={12} aria-hidden />
      </button>
    )
  }
  const shared = {
    label,
    isLabelHidden: true,
    value: draft.typed,
    onValue: (typed: string) => {
      writeField(key, { ...draft, typed })
    },
    onKeyDown,
    maxLength,
    onBlur: () => {
      end(false)
    },
  }
  return (
    <div ref={box} className={styles.editing}>
      {isLong ? (
        <TextArea {...shared} rows={5} />
      ) : (
        <TextField {...shared} error={isRequired && draft.typed.trim() === '' ? t('edit.required') : null} />
      )}
      {state.phase === 'contested' && (
        <Moved
          text={state.theirs}
          by={changedBy}
          canChoose={draft.typed !== draft.base}
          onTake={() => {
            finish(null, true)
          }}
          onKeep={() => {
            finish({ text: draft.typed, before: state.theirs }, true)
          }}
        />
      )}
    </div>
  )
}
