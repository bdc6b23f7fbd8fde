import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, TextArea } from '../../ui'
import { textKey, useText, writeText, type TextKind } from './ticket-store'
import styles from './ticket.module.css'

type Props = {
  ticketId: string
  kind: TextKind
  label: string
  placeholder: string
  hint?: string
  action: string
  isEmptyAllowed?: boolean
  isFocused?: boolean
  onSend: (text: string) => void
  onCancel?: () => void
}

/** A text on a ticket: Ctrl+Enter sends it, Esc leaves it; what is typed stays until it is sent. */
export const TextBox = ({ ticketId, kind, label, placeholder, hint, action, isEmptyAllowed = false, isFocused = false, onSend, onCancel }: Props) => {
  const { t } = useTranslation('ticket')
  const key = textKey(ticketId, kind)
  const text = useText(key)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (isFocused) area.current?.focus()
  }, [isFocused])
  const canSend = isEmptyAllowed || text.trim() !== ''
  const send = (): void => {
    if (!canSend) return
    onSend(text)
    writeText(key, '')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send()
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      if (onCancel === undefined) area.current?.blur()
      else onCancel()
    }
  }
  return (
    <div className={styles.textBox}>
      <TextArea
        ref={area} label={label} placeholder={placeholder} hint={hint} value={text} rows={3} maxLength={20_000} data-text={kind}
        onValue={(next) => { writeText(key, next) }} onKeyDown={onKeyDown}
      />
      <div className={styles.actions}>
        {onCancel !== undefined && <Button size="sm" onClick={onCancel}>{t('action.cancel')}</Button>}
        <Button size="sm" variant="primary" shortcut="Ctrl+Enter" disabled={!canSend} onClick={send}>{action}</Button>
      </div>
    </div>
  )
}
