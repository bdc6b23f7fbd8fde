import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Loader } from 'lucide-react'
import { classNames } from './class-names'
import styles from './button.module.css'

/** Keys as they are pressed: `Ctrl+K`. `Alt+ArrowLeft` shows as `Alt ←`. */
export const Kbd = ({ keys, isOnButton = false }: { keys: string; isOnButton?: boolean }) => (
  <kbd className={classNames(styles.kbd, isOnButton && styles.onButton)} aria-hidden={isOnButton || undefined}>
    {keys
      .replace('ArrowLeft', '←')
      .replace('ArrowRight', '→')
      .replace('ArrowUp', '↑')
      .replace('ArrowDown', '↓')
      .replace('Escape', 'Esc')
      .replace(/\+(?!$)/g, ' ')}
  </kbd>
)

type Own = {
  variant?: 'primary' | 'default' | 'quiet' | 'danger'
  size?: 'md' | 'sm'
  /** Work is under way: the button keeps its place and takes no second press. */
  busy?: boolean
  icon?: ReactNode
  /** Keys shown on the button, as `Ctrl+Enter`; registering them is the caller's. */
  shortcut?: string
  ref?: Ref<HTMLButtonElement>
}
export type ButtonProps = Own & Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof Own>

/** A button with a word. `type` is `button` unless said. */
export const Button = ({
  variant = 'default',
  size = 'md',
  busy = false,
  icon,
  shortcut,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) => (
  <button
    {...rest}
    type={type}
    className={classNames(styles.button, styles[variant], size === 'sm' && styles.small, className)}
    aria-busy={busy || undefined}
    aria-disabled={busy || rest['aria-disabled']}
    aria-keyshortcuts={shortcut?.replace('Ctrl', 'Control')}
    onClick={
      busy
        ? (event) => {
            event.preventDefault()
          }
        : onClick
    }
  >
    {busy ? <Loader size={16} aria-hidden className={styles.spin} /> : icon}
    {children}
    {shortcut !== undefined && <Kbd keys={shortcut} isOnButton />}
  </button>
)
