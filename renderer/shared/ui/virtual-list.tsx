import { useEffect, useId, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { SquareCheck } from 'lucide-react'
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

/** @returns the rows from one to another, both with them, whichever comes first; from none: only the other */
export const rowsBetween = <T,>(items: readonly T[], from: number, to: number): T[] =>
  items.slice(from < 0 ? to : Math.min(from, to), Math.max(from, to) + 1)

/** Several rows may be marked: Space or Ctrl+click one, Shift with a movement or a click a range, Ctrl+A all. */
export type Marking = {
  isMarked: (key: string) => boolean
  onToggle: (key: string) => void
  onMark: (keys: readonly string[]) => void
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
  /** Absent where one row at a time is all there is. */
  marking?: Marking | undefined
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
  marking,
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

  const markTo = (index: number): void => {
    marking?.onMark(rowsBetween(items, activeIndex, index).map(itemKey))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const active = items[activeIndex]
    if (marking !== undefined && (event.ctrlKey || event.metaKey) && event.code === 'KeyA') {
      event.preventDefault()
      marking.onMark(items.map(itemKey))
      return
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (marking !== undefined && event.key === ' ') {
      event.preventDefault()
      if (active !== undefined) marking.onToggle(itemKey(active))
      return
    }
    if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault()
      onOpen(active)
      return
    }
    const index = movedIndex(event.key, activeIndex, items.length)
    const item = index === null ? undefined : items[index]
    if (item === undefined) return
    event.preventDefault()
    if (event.shiftKey && index !== null) markTo(index)
    onActive(item, itemKey(item))
  }
  const onClick = (event: MouseEvent, item: T, index: number): void => {
    const isMarking = marking !== undefined && (event.ctrlKey || event.metaKey || event.shiftKey)
    if (isMarking && event.shiftKey) markTo(index)
    else if (isMarking) marking.onToggle(itemKey(item))
    onActive(item, itemKey(item))
    if (!isMarking) onOpen(item)
  }

  return (
    <div
      ref={scroller}
      id={listId}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable={marking === undefined ? undefined : true}
      onKeyDown={onKeyDown}
      aria-activedescendant={activeIndex >= 0 ? `${listId}-${String(activeIndex)}` : undefined}
      className={classNames(styles.scroller, className)}
    >
      <div role="presentation" className={styles.sheet} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => {
          const item = items[row.index]
          if (item === undefined) return null
          const isActive = row.index === activeIndex
          const isMarked = marking?.isMarked(itemKey(item)) ?? false
          return (
            <div
              key={row.key}
              id={`${listId}-${String(row.index)}`}
              role="option"
              aria-selected={marking === undefined ? isActive : isMarked}
              data-active={isActive || undefined}
              data-marked={isMarked || undefined}
              data-index={row.index}
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
              ref={isMeasured ? virtual.measureElement : undefined}
              className={styles.row}
              style={{ transform: `translateY(${String(row.start)}px)`, ...(isMeasured ? {} : { height: rowHeight }) }}
              onClick={(event) => {
                onClick(event, item, row.index)
              }}
            >
              {isMarked && <SquareCheck size={14} aria-hidden className={styles.mark} />}
              {renderRow(item, { isActive })}
            </div>
          )
        })}
      </div>
    </div>
  )
}
