import { classNames } from './class-names'
import styles from './kbd.module.css'

/** Keys as they are pressed: `Ctrl+K`. `Alt+ArrowLeft` shows as `Alt ←`. */
export const Kbd = ({ keys, isOnButton = false }: { keys: string; isOnButton?: boolean }) => (
  <kbd className={classNames(styles.kbd, isOnButton && styles.onButton)} aria-hidden={isOnButton || undefined}>
    {keys
      .replace('ArrowLeft', '←')
      .replace('ArrowRight', '→')
      .replace('ArrowUp', '↑')
      .replace('ArrowDown', '↓')
      .replace('Escape', 'Esc')
      .replace(/\+(?!$)/g, ' ')}
  </kbd>
)
