import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure, Result } from '#shared/result'
import { Button } from './button'
import { Dialog } from './dialog'
import styles from './draft-dialog.module.css'

/** How the sending of a draft stands. */
export type Sending = {
  /** It was tried: from now on each field says what it lacks. */
  isTried: boolean
  isBusy: boolean
  /** Why it was refused, until something is changed. */
  failure: Failure | null
  /** Something was changed: the refusal may no longer be true. */
  forgetFailure: () => void
  /** Something else was chosen: nothing has been tried with it. */
  begin: () => void
  send: () => void
  /** Takes the form, in which the first fault is looked for. */
  setForm: (form: HTMLDivElement | null) => void
}

type Draft = {
  /** Something is missing or wrong: the first such field takes the focus, and nothing is sent. */
  isFaulty: boolean
  onSend: () => Promise<Result<unknown>>
  onSent: () => void
  onRefused?: () => void
}

/** Sends a draft once at a time; the draft itself stays with whoever keeps it, until `onSent`. */
export const useSending = ({ isFaulty, onSend, onSent, onRefused }: Draft): Sending => {
  const [isTried, setIsTried] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [form, setForm] = useState<HTMLDivElement | null>(null)
  // What is wrong is marked in the next frame only.
  const focusFault = (): void => {
    requestAnimationFrame(() => {
      form?.querySelector<HTMLElement>('[aria-invalid]:not(:disabled), [data-fault]')?.focus()
    })
  }
  const send = async (): Promise<void> => {
    setIsTried(true)
    if (isFaulty) focusFault()
    if (isFaulty || isBusy) return
    setIsBusy(true)
    const sent = await onSend()
    setIsBusy(false)
    if (sent.ok) {
      onSent()
      return
    }
    setFailure(sent.failure)
    onRefused?.()
    focusFault()
  }
  return {
    isTried,
    isBusy,
    failure,
    forgetFailure: () => {
      setFailure(null)
    },
    begin: () => {
      setFailure(null)
      setIsTried(false)
    },
    send: () => void send(),
    setForm,
  }
}

type Props = {
  title: string
  description?: ReactNode
  size?: 'md' | 'lg'
  sendLabel: string
  sending: Sending
  onClose: () => void
  children: ReactNode
}

/** A form in front of the desk whose draft outlives it: Ctrl+Enter sends, Esc leaves everything as it was typed. */
export const DraftDialog = ({ title, description, size = 'md', sendLabel, sending, onClose, children }: Props) => {
  const { t } = useTranslation('common')
  const { isBusy, send, setForm } = sending
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <Dialog
      isOpen
      size={size}
      onClose={onClose}
      title={title}
      {...(description === undefined ? {} : { description })}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" shortcut="Ctrl+Enter" busy={isBusy} onClick={send}>
            {sendLabel}
          </Button>
        </>
      }
    >
      <div ref={setForm} className={styles.form} onKeyDown={onKeyDown}>
        {children}
      </div>
    </Dialog>
  )
}
