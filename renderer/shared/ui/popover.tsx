import type { ReactElement, ReactNode } from 'react'
import { Popover as Radix } from 'radix-ui'
import { classNames } from './class-names'
import styles from './popover.module.css'

type Props = {
  trigger: ReactElement
  label: string
  children: ReactNode
  align?: 'start' | 'end'
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  isWide?: boolean
}

/** A small panel under a button. Uncontrolled unless `isOpen` is given. */
export const Popover = ({ trigger, label, children, align = 'end', isOpen, onOpenChange, isWide = false }: Props) => (
  <Radix.Root
    {...(isOpen === undefined ? {} : { open: isOpen })}
    {...(onOpenChange === undefined ? {} : { onOpenChange })}
  >
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={6}
        collisionPadding={8}
        aria-label={label}
        className={classNames(styles.popover, isWide && styles.wide)}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)
