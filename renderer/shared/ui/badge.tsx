import type { ReactNode } from 'react'
import { classNames } from './class-names'
import tones from './tones.module.css'
import styles from './badge.module.css'

/** What a colour means; a word or a sign always goes with it. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger'

/** A state in one word with its colour. */
export const Badge = ({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) => (
  <span className={classNames(styles.badge, tones[tone])}>
    {icon}
    {children}
  </span>
)

/** A dot before a word; never stands alone. */
export const StatusDot = ({ tone = 'neutral', isHollow = false }: { tone?: Tone; isHollow?: boolean }) => (
  <span aria-hidden className={classNames(styles.dot, isHollow && styles.hollow, tones[tone])} />
)
