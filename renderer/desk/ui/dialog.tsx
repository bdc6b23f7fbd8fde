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
}

/** One thing in front of the desk. Esc closes; focus returns to where it was. */
export const Dialog = ({ isOpen, onClose, title, description, children, actions, size = 'md', isHeadHidden = false }: Props) => {
  const { t } = useTranslation('common')
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => { if (!open) onClose() }}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content className={classNames(styles.dialog, styles[size])} {...(description === undefined ? { 'aria-describedby': undefined } : {})}>
          <div className={isHeadHidden ? 'visually-hidden' : styles.head}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            {!isHeadHidden && <IconButton label={t('close')} icon={<X size={16} aria-hidden />} onClick={onClose} />}
          </div>
          {description !== undefined && <Radix.Description asChild><div className={isHeadHidden ? 'visually-hidden' : styles.description}>{description}</div></Radix.Description>}
          <div className={isHeadHidden ? styles.bare : styles.body}>{children}</div>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
