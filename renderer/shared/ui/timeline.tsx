import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { RelativeTime } from './time'
import type { Tone } from './badge'
import tones from './tones.module.css'
import styles from './timeline.module.css'

export type TimelineItem = {
  key: string
  at: number
  icon: ReactNode
  tone?: Tone
  /** Who did it; null for the system. */
  who?: string | null
  title: ReactNode
  body?: ReactNode
  /** Small marks at the end of the title, as 待发送. */
  marks?: ReactNode
}

/** What happened, in order. */
export const Timeline = ({ label, items }: { label: string; items: readonly TimelineItem[] }) => (
  <ol aria-label={label} className={styles.timeline}>
    {items.map((item) => (
      <li key={item.key} className={styles.item}>
        <span aria-hidden className={classNames(styles.icon, tones[item.tone ?? 'neutral'])}>
          {item.icon}
        </span>
        <div className={styles.words}>
          <div className={styles.head}>
            {item.who !== undefined && item.who !== null && <span className={styles.who}>{item.who}</span>}
            <span className={styles.title}>{item.title}</span>
            {item.marks}
            <span className={styles.at}>
              <RelativeTime at={item.at} />
            </span>
          </div>
          {item.body !== undefined && item.body !== null && <div className={styles.body}>{item.body}</div>}
        </div>
      </li>
    ))}
  </ol>
)
