import type { ReactNode } from 'react'
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
}

/** The first thing to fill in, else the text; never the closing cross. */
const focusFirst = (event: Event): void => {
  event.preventDefault()
  const dialog = event.currentTarget as HTMLElement
  const first = dialog.querySelector<HTMLElement>('[data-dialog-body] :is(input, select, textarea):not(:disabled), [data-dialog-body][tabindex]')
  ;(first ?? dialog).focus()
}

/** One thing in front of the desk. Esc closes; focus returns to where it was. */
export const Dialog = ({ isOpen, onClose, title, description, children, actions, size = 'md', isHeadHidden = false, isReading = false }: Props) => {
  const { t } = useTranslation('common')
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => { if (!open) onClose() }}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content onOpenAutoFocus={focusFirst} className={classNames(styles.dialog, styles[size])} {...(description === undefined ? { 'aria-describedby': undefined } : {})}>
          <div className={isHeadHidden ? 'visually-hidden' : styles.head}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            {!isHeadHidden && <IconButton label={t('close')} icon={<X size={16} aria-hidden />} onClick={onClose} />}
          </div>
          {description !== undefined && <Radix.Description asChild><div className={isHeadHidden ? 'visually-hidden' : styles.description}>{description}</div></Radix.Description>}
          <div data-dialog-body className={isHeadHidden ? styles.bare : styles.body} tabIndex={isReading ? 0 : undefined}>{children}</div>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
