import type { ReactNode } from 'react'
import { Tabs as Radix } from 'radix-ui'
import { classNames } from './class-names'
import styles from './tabs.module.css'

export type Tab<V extends string> = { value: V; label: ReactNode; count?: number; content: ReactNode }
type Props<V extends string> = {
  label: string
  value: V
  onValue: (value: V) => void
  tabs: readonly Tab<V>[]
  className?: string | undefined
}

/** Views of one thing; arrows move between them. Only the chosen content is mounted. */
export const Tabs = <V extends string>({ label, value, onValue, tabs, className }: Props<V>) => (
  <Radix.Root
    value={value}
    onValueChange={(next) => {
      onValue(next as V)
    }}
    className={classNames(styles.tabs, className)}
  >
    <Radix.List aria-label={label} className={styles.list}>
      {tabs.map((tab) => (
        <Radix.Trigger key={tab.value} value={tab.value} className={styles.tab}>
          {tab.label}
          {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
        </Radix.Trigger>
      ))}
    </Radix.List>
    {tabs.map((tab) => (
      <Radix.Content key={tab.value} value={tab.value} className={styles.content}>
        {tab.content}
      </Radix.Content>
    ))}
  </Radix.Root>
)
