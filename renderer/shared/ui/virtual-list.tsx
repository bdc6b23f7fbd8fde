import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { classNames } from './class-names'
import styles from './virtual-list.module.css'

/** @returns the index a key leads to, or null when the key is not about moving. */
export const movedIndex = (key: string, from: number, count: number, page = 10): number | null => {
  if (count === 0) return null
  const clamp = (index: number): number => Math.max(0, Math.min(count - 1, index))
  switch (key) {
    case 'ArrowDown':
      return clamp(from + 1)
    case 'ArrowUp':
      return clamp(from < 0 ? count - 1 : from - 1)
    case 'PageDown':
      return clamp(from + page)
    case 'PageUp':
      return clamp(from - page)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

type Props<T> = {
  label: string
  items: readonly T[]
  itemKey: (item: T) => string
  /** px of a row; rows that vary are measured when `isMeasured`. */
  rowHeight: number
  isMeasured?: boolean
  /** The key that arrows stand on; null: none yet. */
  activeKey: string | null
  onActive: (item: T, key: string) => void
  /** Enter, or a click. */
  onOpen: (item: T) => void
  renderRow: (item: T, state: { isActive: boolean }) => ReactNode
  className?: string | undefined
  id?: string
}

/**
 * A list of any length as a listbox: one tab stop, arrows, Home/End, Page Up/Down, Enter. Rows hold no controls of
 * their own.
 */
export const VirtualList = <T,>({
  label,
  items,
  itemKey,
  rowHeight,
  isMeasured = false,
  activeKey,
  onActive,
  onOpen,
  renderRow,
  className,
  id,
}: Props<T>) => {
  const ownId = useId()
  const listId = id ?? ownId
  const scroller = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- it is mutable by design; rows are read on every render
  const virtual = useVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    getScrollElement: () => scroller.current,
    overscan: 8,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : itemKey(item)
    },
  })
  const activeIndex = activeKey === null ? -1 : items.findIndex((item) => itemKey(item) === activeKey)

  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex)
    // Only moving the selection scrolls; rows that arrive above must not.
  }, [activeKey]) // eslint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    virtual.measure()
  }, [rowHeight, virtual])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const active = items[activeIndex]
    if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault()
      onOpen(active)
      return
    }
    const index = movedIndex(event.key, activeIndex, items.length)
    const item = index === null ? undefined : items[index]
    if (item === undefined) return
    event.preventDefault()
    onActive(item, itemKey(item))
  }

  return (
    <div
      ref={scroller}
      id={listId}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      onKeyDown={onKeyDown}
      aria-activedescendant={activeIndex >= 0 ? `${listId}-${String(activeIndex)}` : undefined}
      className={classNames(styles.scroller, className)}
    >
      <div role="presentation" className={styles.sheet} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => {
          const item = items[row.index]
          if (item === undefined) return null
          const isActive = row.index === activeIndex
          return (
            <div
              key={row.key}
              id={`${listId}-${String(row.index)}`}
              role="option"
              aria-selected={isActive}
              data-index={row.index}
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
              ref={isMeasured ? virtual.measureElement : undefined}
              className={styles.row}
              style={{ transform: `translateY(${String(row.start)}px)`, ...(isMeasured ? {} : { height: rowHeight }) }}
              onClick={() => {
                onActive(item, itemKey(item))
                onOpen(item)
              }}
            >
              {renderRow(item, { isActive })}
            </div>
          )
        })}
      </div>
    </div>
  )
}
