import type { ReactNode } from 'react'
import styles from './gate-screen.module.css'

/** A screen before the desk: one card, one thing to do. */
export const GateScreen = ({
  product,
  title,
  text,
  children,
  foot,
}: {
  product: string
  title: string
  text?: ReactNode
  children?: ReactNode
  foot?: ReactNode
}) => (
  <main className={styles.screen}>
    <div className={styles.card}>
      <p className={styles.product}>{product}</p>
      <h1 className={styles.title}>{title}</h1>
      {text !== undefined && <div className={styles.text}>{text}</div>}
      {children}
    </div>
    {foot !== undefined && <div className={styles.foot}>{foot}</div>}
  </main>
)
