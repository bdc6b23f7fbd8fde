import { useId, useState, type FocusEvent, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { Search } from 'lucide-react'
import { maxSearchText } from '#shared/ipc/limits'
import { Button } from './button'
import { EmptyState } from './empty-state'
import { TextField } from './field'
import { movedIndex, VirtualList } from './virtual-list'
import styles from './typed-choice.module.css'

type Props<Row> = {
  ref: Ref<HTMLInputElement>
  label: string
  placeholder: string
  resultsLabel: string
  text: string
  error: ReactNode
  found: readonly Row[]
  keyOf: (row: Row) => string
  /** The rows belong to the words; until then Enter chooses nothing. */
  isReady: boolean
  /** Nothing was typed that could find anything: what to do. */
  hint?: string | undefined
  empty: { title: string; text: string }
  onFocus?: (event: FocusEvent<HTMLInputElement>) => void
  onText: (text: string) => void
  onChoose: (row: Row) => void
  renderRow: (row: Row) => ReactNode
}

/** One of many by a few words: arrows move while one types, Enter or a click chooses. */
export const TypedChoice = <Row,>({
  ref,
  label,
  placeholder,
  resultsLabel,
  text,
  error,
  found,
  keyOf,
  isReady,
  hint,
  empty,
  onFocus,
  onText,
  onChoose,
  renderRow,
}: Props<Row>) => {
  const listId = useId()
  const [moved, setMoved] = useState<string | null>(null)
  const active = Math.max(
    0,
    found.findIndex((row) => keyOf(row) === moved),
  )
  const activeRow = found[active]
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (isReady && activeRow !== undefined) onChoose(activeRow)
      return
    }
    // In a line of text, Home and End move the caret.
    if (event.key === 'Home' || event.key === 'End') return
    const next = found[movedIndex(event.key, active, found.length) ?? -1]
    if (next === undefined) return
    event.preventDefault()
    setMoved(keyOf(next))
  }
  return (
    <div className={styles.choice}>
      <TextField
        ref={ref}
        label={label}
        placeholder={placeholder}
        icon={<Search size={16} aria-hidden />}
        required
        error={error}
        value={text}
        onValue={onText}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        maxLength={maxSearchText}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? listId : undefined}
        aria-activedescendant={found.length > 0 ? `${listId}-${String(active)}` : undefined}
      />
      <div className={styles.found} aria-busy={!isReady}>
        {found.length > 0 && (
          <VirtualList
            id={listId}
            label={resultsLabel}
            items={found}
            itemKey={keyOf}
            rowHeight={36}
            activeKey={activeRow === undefined ? null : keyOf(activeRow)}
            onActive={(_, key) => {
              setMoved(key)
            }}
            onOpen={onChoose}
            renderRow={(row) => <div className={styles.hit}>{renderRow(row)}</div>}
          />
        )}
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
        {hint === undefined && isReady && found.length === 0 && (
          <EmptyState title={empty.title}>{empty.text}</EmptyState>
        )}
      </div>
    </div>
  )
}

type ChosenProps = {
  label: string
  otherLabel: string
  error?: string | null
  onOther: () => void
  children: ReactNode
}

/** What was chosen, in the place of the choice, with the way to another. */
export const Chosen = ({ label, otherLabel, error = null, onOther, children }: ChosenProps) => (
  <div className={styles.chosen} role="group" aria-label={label}>
    {children}
    <Button size="sm" variant="quiet" data-fault={error === null ? undefined : ''} onClick={onOther}>
      {otherLabel}
    </Button>
    {error !== null && (
      <p role="alert" className={styles.fault}>
        {error}
      </p>
    )}
  </div>
)
