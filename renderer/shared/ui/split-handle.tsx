import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import styles from './split-handle.module.css'

type Props = {
  label: string
  /** The width now, in percent of the parent element. */
  value: number
  min: number
  max: number
  /** The column that `value` measures lies before or after the handle. */
  side: 'before' | 'after'
  onMove: (value: number) => void
  /** Called once, when the pointer or key is released. */
  onSettle: (value: number) => void
}

/** The handle between two columns: drag, or arrows; Home and End go to the ends. */
export const SplitHandle = ({ label, value, min, max, side, onMove, onSettle }: Props) => {
  const dragged = useRef<number | null>(null)
  const clamp = (next: number): number => Math.round(Math.max(min, Math.min(max, next)) * 100) / 100
  const sign = side === 'before' ? 1 : -1

  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const parent = event.currentTarget.parentElement
    if (dragged.current === null || parent === null) return
    const box = parent.getBoundingClientRect()
    const share = ((event.clientX - box.left) / box.width) * 100
    dragged.current = clamp(side === 'before' ? share : 100 - share)
    onMove(dragged.current)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowLeft: value - sign, ArrowRight: value + sign, Home: min, End: max }
    const next = steps[event.key]
    if (next === undefined || event.altKey) return
    event.preventDefault()
    onMove(clamp(next))
    onSettle(clamp(next))
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      tabIndex={0}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      className={styles.handle}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        dragged.current = value
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        if (dragged.current !== null) onSettle(dragged.current)
        dragged.current = null
      }}
      onPointerCancel={() => {
        dragged.current = null
      }}
    />
  )
}
