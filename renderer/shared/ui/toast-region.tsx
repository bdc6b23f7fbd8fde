import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Banner } from './banner'
import { Button } from './button'
import { FailureText } from './failure-text'
import { IconButton } from './icon-button'
import { dismissToast, toastStore, type Toast } from './toast-store'
import styles from './toast-region.module.css'

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
