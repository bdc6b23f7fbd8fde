import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { Dialog as Radix } from 'radix-ui'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from './class-names'
import { IconButton } from './icon-button'
import styles from './dialog.module.css'

type Props = {
  isOpen: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children: ReactNode
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  /** The head is read out but not shown. */
  isHeadHidden?: boolean
  /** Only to be read: the text itself takes the focus, so that the keys scroll it. */
  isReading?: boolean
  /** For a dialog that opens by itself: it is shown at once, and this takes the focus in its first frame. */
  urgentFocus?: RefObject<HTMLElement | null>
}

/** What says that it comes first, else the first field, else the text; never the close button. */
const focusFirst = (event: Event): void => {
  event.preventDefault()
  const dialog = event.currentTarget as HTMLElement
  const first =
    dialog.querySelector<HTMLElement>('[data-dialog-body] [data-first]') ??
    dialog.querySelector<HTMLElement>(
      '[data-dialog-body] :is(input, select, textarea):not(:disabled), [data-dialog-body][tabindex]',
    )
  ;(first ?? dialog).focus()
}

/** Focusing lays the whole page out, which the frame does anyway: before it, that work would be done twice. */
const FocusInFrame = ({ on }: { on: RefObject<HTMLElement | null> }) => {
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      on.current?.focus()
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [on])
  return null
}
const focusLater = (event: Event): void => {
  event.preventDefault()
}

/**
 * Radix gives the focus back to its own trigger only, and no dialog here has one. An act that led elsewhere keeps the
 * focus there.
 */
const useReturn = (onClose: () => void) => {
  const opener = useRef<Element | null>(null)
  const isLeft = useRef(false)
  return {
    remember: (): void => {
      opener.current = document.activeElement
    },
    leave: (): void => {
      isLeft.current = true
      onClose()
    },
    goBack: (event: Event): void => {
      event.preventDefault()
      const isNowhere = document.activeElement === null || document.activeElement === document.body
      if (isLeft.current && isNowhere && opener.current instanceof HTMLElement) opener.current.focus()
      isLeft.current = false
    },
  }
}

/** One thing in front of the desk. Esc closes; focus returns to where it was. */
export const Dialog = ({
  isOpen,
  onClose,
  title,
  description,
  children,
  actions,
  size = 'md',
  isHeadHidden = false,
  isReading = false,
  urgentFocus,
}: Props) => {
  const { t } = useTranslation('common')
  const isUrgent = urgentFocus !== undefined
  const { remember, leave, goBack } = useReturn(onClose)
  return (
    <Radix.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) leave()
      }}
    >
      <Radix.Portal>
        {/* Not Radix's: that one measures the page and puts a style element into it to stop the body from scrolling,
            which it never does. */}
        <div className={classNames(styles.overlay, isUrgent && styles.atOnce)} />
        <Radix.Content
          onOpenAutoFocus={(event) => {
            remember()
            ;(isUrgent ? focusLater : focusFirst)(event)
          }}
          onCloseAutoFocus={goBack}
          className={classNames(styles.dialog, styles[size], isUrgent && styles.atOnce)}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          {urgentFocus !== undefined && <FocusInFrame on={urgentFocus} />}
          <div className={isHeadHidden ? 'visually-hidden' : styles.head}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            {!isHeadHidden && <IconButton label={t('close')} icon={<X size={16} aria-hidden />} onClick={leave} />}
          </div>
          {description !== undefined && (
            <Radix.Description asChild>
              <div className={isHeadHidden ? 'visually-hidden' : styles.description}>{description}</div>
            </Radix.Description>
          )}
          <div
            data-dialog-body
            className={isHeadHidden ? styles.bare : styles.body}
            tabIndex={isReading ? 0 : undefined}
          >
            {children}
          </div>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
