import type { ReactNode } from 'react'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { classNames } from './class-names'
import type { Tone } from './badge'
import tones from './tones.module.css'
import styles from './banner.module.css'

const icons = { neutral: Info, info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert }

type Props = {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  /** `alert` interrupts the reader; default for danger. */ role?: 'alert' | 'status' | 'note'
}

/** Something to know before going on: a title, a text, what can be done. */
export const Banner = ({
  tone = 'info',
  title,
  children,
  actions,
  role = tone === 'danger' ? 'alert' : 'note',
}: Props) => {
  const Icon = icons[tone]
  return (
    <div role={role} className={classNames(styles.banner, tones[tone])}>
      <Icon size={18} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        {title !== undefined && <p className={styles.title}>{title}</p>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
