import type { ReactElement, ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Tooltip as Radix } from 'radix-ui'
import { Kbd } from './button'
import { classNames } from './class-names'
import styles from './icon-button.module.css'

type Props = {
  text: string
  shortcut?: string | undefined
  side?: 'top' | 'right' | 'bottom' | 'left'
  children: ReactElement
}

/** Words shown on hover and focus. The child must take a ref and spread its props (a plain element or a kit button). */
export const Tooltip = ({ text, shortcut, side = 'bottom', children }: Props) => (
  <Radix.Root delayDuration={400}>
    <Radix.Trigger asChild>{children}</Radix.Trigger>
    <Radix.Content side={side} sideOffset={6} collisionPadding={8} className={styles.tooltip}>
      {text} {shortcut !== undefined && <Kbd keys={shortcut} />}
    </Radix.Content>
  </Radix.Root>
)

/** Stands once around the app. */
export const TooltipProvider = Radix.Provider

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
