import type { ReactElement } from 'react'
import { Tooltip as Radix } from 'radix-ui'
import { Kbd } from './kbd'
import styles from './tooltip.module.css'

type Props = {
  text: string
  shortcut?: string | undefined
  side?: 'top' | 'right' | 'bottom' | 'left'
  children: ReactElement
}

/** Words shown on hover and focus. The child must take a ref and spread its props (a plain element or a kit button). */
export const Tooltip = ({ text, shortcut, side = 'bottom', children }: Props) => (
  <Radix.Root delayDuration={400}>
    <Radix.Trigger asChild>{children}</Radix.Trigger>
    <Radix.Content side={side} sideOffset={6} collisionPadding={8} className={styles.tooltip}>
      {text} {shortcut !== undefined && <Kbd keys={shortcut} />}
    </Radix.Content>
  </Radix.Root>
)

/** Stands once around the app. */
export const TooltipProvider = Radix.Provider
