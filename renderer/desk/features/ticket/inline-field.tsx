import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Pencil } from 'lucide-react'
import { Banner, Button, TextArea, TextField } from '../../ui'
import { endOf, fieldStateOf } from './field-draft'
import { fieldKey, useFieldDraft, writeField } from './ticket-store'
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
  /** @returns whether it was taken; what was not stands in the field again. */
  onCommit: (text: string) => Promise<boolean>
}

/** Text edited where it stands. What others write meanwhile never replaces what is being typed: both are shown. */
export const InlineField = ({ ticketId, field, label, value, isReadOnly, isLong = false, isRequired = false, maxLength, className, onCommit }: Props) => {
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
  const finish = (text: string | null, isFocusKept: boolean): void => {
    writeField(key, null)
    isFocusWanted.current = isFocusKept
    if (text === null || text === value) return
    void onCommit(text).then((isTaken) => { if (!isTaken) writeField(key, { base: value, typed: text }) })
  }
  const end = (isFocusKept: boolean): void => {
    if (draft === null) return
    const result = endOf(value, draft, isRequired)
    if (result.kind !== 'ask') finish(result.kind === 'write' ? result.text : null, isFocusKept)
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
    if (isReadOnly) return <span className={[styles.resting, className].join(' ')}>{value === '' ? <span className={styles.none}>{t('edit.empty')}</span> : value}</span>
    return (
      <button ref={rest} type="button" className={[styles.resting, styles.editable, className].join(' ')} title={t('edit.hint')} aria-label={`${label}: ${value || t('edit.empty')}`} onClick={begin}>
        <span>{value === '' ? <span className={styles.none}>{t('edit.empty')}</span> : value}</span>
        <Pencil size={12} aria-hidden />
      </button>
    )
  }
  const shared = { label, isLabelHidden: true, value: draft.typed, onValue: (typed: string) => { writeField(key, { ...draft, typed }) }, onKeyDown, maxLength, onBlur: () => { end(false) } }
  return (
    <div ref={box} className={styles.editing}>
      {isLong ? <TextArea {...shared} rows={5} /> : <TextField {...shared} error={isRequired && draft.typed.trim() === '' ? t('edit.required') : null} />}
      {state.phase === 'contested' && (
        <Banner tone="warning" role="status" title={t('edit.contested')} actions={
          <>
            <Button size="sm" onClick={() => { finish(null, true) }}>{t('edit.takeTheirs')}</Button>
            <Button size="sm" variant="primary" onClick={() => { finish(draft.typed, true) }}>{t('edit.keepMine')}</Button>
          </>
        }>{state.theirs === '' ? t('change.empty') : state.theirs}</Banner>
      )}
    </div>
  )
}
