import type { ButtonHTMLAttributes, ReactNode } from 'react'
import styles from './toggle-button.module.css'

type Own = { isPressed: boolean; icon?: ReactNode }

/** One of several quiet choices beside each other, of which the pressed one holds; its word is its children. */
export const ToggleButton = ({
  isPressed,
  icon,
  children,
  ...rest
}: Own & Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof Own | 'type' | 'className' | 'aria-pressed'>) => (
  <button {...rest} type="button" aria-pressed={isPressed} className={styles.button}>
    {icon}
    {children}
  </button>
)
