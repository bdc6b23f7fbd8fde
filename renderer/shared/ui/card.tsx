import { useId, type ReactNode } from 'react'
import { classNames } from './class-names'
import styles from './card.module.css'

/** A raised sheet on the desk. */
export const Card = ({
  children,
  className,
  isPadded = true,
}: {
  children: ReactNode
  className?: string | undefined
  isPadded?: boolean
}) => <div className={classNames(styles.card, isPadded && styles.padded, className)}>{children}</div>

type SectionProps = {
  title: ReactNode
  actions?: ReactNode
  /** How many there are, shown after the title. */ count?: number
  children: ReactNode
  level?: 2 | 3
}

/** A titled part of a pane; its title names the region. */
export const Section = ({ title, actions, count, children, level = 3 }: SectionProps) => {
  const id = useId()
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div className={styles.head}>
        <Title id={id} className={styles.title}>
          {title}
          {count !== undefined && <span className={styles.count}> {count}</span>}
        </Title>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  )
}

export type KeyValue = { label: string; value: ReactNode; key?: string }

/** Facts as label and value. Values that are null, undefined or empty show as a dash. */
export const KeyValueList = ({ items, columns = 1 }: { items: readonly KeyValue[]; columns?: 1 | 2 }) => (
  <dl className={classNames(styles.facts, columns === 2 && styles.twoColumns)}>
    {items.map(({ label, value, key }) => (
      <div key={key ?? label} className={styles.fact}>
        <dt>{label}</dt>
        <dd>{value === null || value === undefined || value === '' ? '—' : value}</dd>
      </div>
    ))}
  </dl>
)
