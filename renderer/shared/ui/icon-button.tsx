import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from './class-names'
import { Tooltip } from './tooltip'
import styles from './icon-button.module.css'

type Own = {
  /** Read out and shown on hover. */ label: string
  icon: ReactNode
  shortcut?: string
  size?: 'md' | 'sm'
  ref?: Ref<HTMLButtonElement>
}
export type IconButtonProps = Own & Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof Own | 'children' | 'aria-label'>

/** A button that is only a sign; its word is its label. */
export const IconButton = ({
  label,
  icon,
  shortcut,
  size = 'md',
  className,
  type = 'button',
  ...rest
}: IconButtonProps) => (
  <Tooltip text={label} shortcut={shortcut}>
    <button
      {...rest}
      type={type}
      aria-label={label}
      aria-keyshortcuts={shortcut?.replace('Ctrl', 'Control')}
      className={classNames(styles.button, size === 'sm' && styles.small, className)}
    >
      {icon}
    </button>
  </Tooltip>
)
