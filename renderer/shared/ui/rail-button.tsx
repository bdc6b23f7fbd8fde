import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './rail-button.module.css'

type Own = { icon: ReactNode; ref?: Ref<HTMLButtonElement> }

/** A button of the rail at the left edge: a sign above its word, which is its children. */
export const RailButton = ({
  icon,
  children,
  ...rest
}: Own & Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof Own | 'type' | 'className'>) => (
  <button {...rest} type="button" className={styles.button}>
    {icon}
    {children}
  </button>
)
