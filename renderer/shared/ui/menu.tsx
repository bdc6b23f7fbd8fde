import type { ReactElement, ReactNode } from 'react'
import { DropdownMenu as Radix } from 'radix-ui'
import { Check } from 'lucide-react'
import { Kbd } from './button'
import styles from './menu.module.css'

export type MenuItem =
  | {
      kind?: 'item'
      key: string
      label: ReactNode
      hint?: ReactNode
      icon?: ReactNode
      shortcut?: string
      checked?: boolean
      disabled?: boolean
      onSelect: () => void
    }
  | { kind: 'label'; key: string; label: ReactNode }
  | { kind: 'separator'; key: string }

const Row = ({ item }: { item: MenuItem }) => {
  if (item.kind === 'separator') return <Radix.Separator className={styles.separator} />
  if (item.kind === 'label') return <Radix.Label className={styles.label}>{item.label}</Radix.Label>
  const words = (
    <>
      {item.icon}
      <span className={styles.words}>
        {item.label}
        {item.hint !== undefined && <span className={styles.hint}>{item.hint}</span>}
      </span>
      {item.shortcut !== undefined && <Kbd keys={item.shortcut} />}
    </>
  )
  if (item.checked === undefined)
    return (
      <Radix.Item className={styles.item} disabled={item.disabled ?? false} onSelect={item.onSelect}>
        {words}
      </Radix.Item>
    )
  return (
    <Radix.CheckboxItem
      className={styles.item}
      checked={item.checked}
      disabled={item.disabled ?? false}
      onSelect={item.onSelect}
    >
      <span className={styles.check}>
        <Radix.ItemIndicator>
          <Check size={14} aria-hidden />
        </Radix.ItemIndicator>
      </span>
      {words}
    </Radix.CheckboxItem>
  )
}

/**
 * A list of acts under a button, kept inside its landmark. `trigger` is a kit button; items with `checked` show the
 * chosen one.
 */
export const Menu = ({
  trigger,
  items,
  align = 'start',
  side = 'bottom',
}: {
  trigger: ReactElement
  items: readonly MenuItem[]
  align?: 'start' | 'end'
  side?: 'bottom' | 'top' | 'right'
}) => (
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Content align={align} side={side} sideOffset={4} collisionPadding={8} className={styles.menu}>
      {items.map((item) => (
        <Row key={item.key} item={item} />
      ))}
    </Radix.Content>
  </Radix.Root>
)
