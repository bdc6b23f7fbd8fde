import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { maxTicketText } from '#shared/domain/limits'
import { Button, TextArea } from '../../../shared/ui'
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
  /** @returns whether it was accepted; what was not stays, to be sent again. */
  onSend: (text: string) => Promise<boolean>
  onCancel?: () => void
}

/** A text on a ticket: Ctrl+Enter sends it, Esc leaves it; what is typed stays until it is sent. */
export const TextBox = ({
  ticketId,
  kind,
  label,
  placeholder,
  hint,
  action,
  isEmptyAllowed = false,
  isFocused = false,
  onSend,
  onCancel,
}: Props) => {
  const { t } = useTranslation('ticket')
  const key = textKey(ticketId, kind)
  const text = useText(key)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (isFocused) area.current?.focus()
  }, [isFocused])
  const [isBusy, setIsBusy] = useState(false)
  const canSend = isEmptyAllowed || text.trim() !== ''
  const send = async (): Promise<void> => {
    if (!canSend || isBusy) return
    setIsBusy(true)
    const isTaken = await onSend(text)
    setIsBusy(false)
    if (isTaken) writeText(key, '')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void send()
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
        ref={area}
        label={label}
        placeholder={placeholder}
        hint={hint}
        value={text}
        rows={2}
        maxLength={maxTicketText[kind]}
        data-text={kind}
        readOnly={isBusy}
        onValue={(next) => {
          writeText(key, next)
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.actions}>
        {onCancel !== undefined && (
          <Button size="sm" onClick={onCancel}>
            {t('action.cancel')}
          </Button>
        )}
        <Button
          size="sm"
          variant="primary"
          shortcut="Ctrl+Enter"
          disabled={!canSend}
          onClick={() => {
            void send()
          }}
        >
          {action}
        </Button>
      </div>
    </div>
  )
}
