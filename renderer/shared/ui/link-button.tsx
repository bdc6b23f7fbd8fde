import type { ButtonHTMLAttributes } from 'react'
import { classNames } from './class-names'
import styles from './link-button.module.css'

/** Words within a text that lead elsewhere in the desk, underlined; the words are its children. */
export const LinkButton = ({ className, ...rest }: Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'>) => (
  <button {...rest} type="button" className={classNames(styles.link, className)} />
)
