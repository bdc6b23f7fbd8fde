import { createStore } from 'zustand/vanilla'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Failure } from '#shared/result'
import type { Tone } from './badge'
import { Banner } from './banner'
import { Button } from './button'
import { FailureText } from './failure'
import { IconButton } from './icon-button'
import styles from './toast.module.css'

type Toast = {
  id: number
  tone: Tone
  title: string | null
  text: string | null
  failure: Failure | null
  /** What can be done about it, usually undo. */
  action: { label: string; run: () => void } | null
}

const toastStore = createStore<{ toasts: Toast[] }>(() => ({ toasts: [] }))

/** Long enough to read two lines and reach the button; errors stay until they are dismissed. */
const stayMs = 6000
/** A short confirmation that something is done. */
const routineMs = 3000
const maxAtOnce = 4
let lastId = 0

export const dismissToast = (id: number): void => {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

/**
 * The screen shows the result as well, so only the last such message stays and they never pile up over
 * the list.
 */
const isRoutine = ({ tone, failure, action }: Toast): boolean =>
  (tone === 'success' || tone === 'neutral') && failure === null && action === null

/** Removes every message, so that the next person does not see the last one's work. */
export const clearToasts = (): void => {
  toastStore.setState({ toasts: [] })
}

/** Says something in the corner: `toast({ tone: 'success', text: '已关闭', action: { label: '撤销', run } })`. */
export const toast = (message: Partial<Omit<Toast, 'id'>>): number => {
  lastId += 1
  const id = lastId
  const next: Toast = { tone: 'neutral', title: null, text: null, failure: null, action: null, ...message, id }
  const isSame = (other: Toast): boolean =>
    (next.failure !== null && other.failure?.code === next.failure.code) || (isRoutine(next) && isRoutine(other))
  toastStore.setState(({ toasts }) => ({
    toasts: [...toasts.filter((other) => !isSame(other)), next].slice(-maxAtOnce),
  }))
  if (next.tone !== 'danger')
    setTimeout(
      () => {
        dismissToast(id)
      },
      isRoutine(next) ? routineMs : stayMs,
    )
  return id
}

/** A failure in its own sentence; stays until read. */
export const toastFailure = (failure: Failure): number => toast({ tone: 'danger', failure })

const ToastItem = ({ item }: { item: Toast }) => {
  const { t } = useTranslation('common')
  const dismiss = (): void => {
    dismissToast(item.id)
  }
  return (
    <div className={styles.toast}>
      <Banner
        tone={item.tone}
        role="note"
        {...(item.title === null ? {} : { title: item.title })}
        actions={
          <>
            {item.action !== null && (
              <Button
                size="sm"
                onClick={() => {
                  item.action?.run()
                  dismiss()
                }}
              >
                {item.action.label}
              </Button>
            )}
            <IconButton size="sm" label={t('dismiss')} icon={<X size={14} aria-hidden />} onClick={dismiss} />
          </>
        }
      >
        {item.failure === null ? item.text : <FailureText failure={item.failure} />}
      </Banner>
    </div>
  )
}

/** Where messages appear; stands once, in the shell. */
export const ToastRegion = () => {
  const { t } = useTranslation('common')
  const toasts = useStore(toastStore, (state) => state.toasts)
  return (
    <section aria-label={t('messages')} aria-live="polite" className={styles.region}>
      {toasts.map((item) => (
        <ToastItem key={item.id} item={item} />
      ))}
    </section>
  )
}
