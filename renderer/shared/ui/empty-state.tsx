import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

/** What will be here and how to get it. */
export const EmptyState = ({
  icon,
  title,
  children,
  actions,
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  actions?: ReactNode
}) => (
  <div className={styles.empty}>
    {icon !== undefined && (
      <div className={styles.icon} aria-hidden>
        {icon}
      </div>
    )}
    <p className={styles.title}>{title}</p>
    {children !== undefined && <div className={styles.text}>{children}</div>}
    {actions !== undefined && <div className={styles.actions}>{actions}</div>}
  </div>
)
