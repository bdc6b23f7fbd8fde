import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { maxRemark } from '#shared/domain/limits'
import type { WorkOrderId } from '#shared/ids'
import { Button, TextArea } from '../../../shared/ui'
import { useOrderWords, writeOrderWords, type WordedAct } from './order-store'
import styles from './order.module.css'

type Props = {
  orderId: WorkOrderId
  act: WordedAct
  /** Nothing need be written. */
  isOptional?: boolean
  /** What else is chosen with the words. */
  children?: ReactNode
  /** @returns whether it was done */
  onSend: (text: string) => Promise<boolean>
  onClose: () => void
}

/** The words that an act on an order needs; they stay until they are sent. */
export const OrderWords = ({ orderId, act, isOptional = false, children, onSend, onClose }: Props) => {
  const { t } = useTranslation('order')
  const text = useOrderWords(orderId, act)
  const [isTried, setIsTried] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    area.current?.focus()
  }, [])
  const isMissing = !isOptional && text.trim() === ''
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setIsTried(true)
    if (isMissing) area.current?.focus()
    if (isMissing || isBusy) return
    setIsBusy(true)
    const isDone = await onSend(text.trim())
    setIsBusy(false)
    if (!isDone) return
    writeOrderWords(orderId, act, '')
    onClose()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
        if (event.key === 'Escape') onClose()
      }}
    >
      {children}
      <TextArea
        ref={area}
        label={t(`words.${act}`)}
        placeholder={t(`words.${act}Placeholder`)}
        required={!isOptional}
        rows={2}
        maxLength={maxRemark}
        value={text}
        error={isTried && isMissing ? t('words.missing') : null}
        onValue={(written) => {
          writeOrderWords(orderId, act, written)
        }}
      />
      <div className={styles.formActs}>
        <Button size="sm" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button size="sm" type="submit" variant="primary" shortcut="Ctrl+Enter" busy={isBusy}>
          {t(act === 'contact' ? 'contact.save' : `act.${act}`)}
        </Button>
      </div>
    </form>
  )
}
