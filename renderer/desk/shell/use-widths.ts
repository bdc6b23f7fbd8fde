import { useState } from 'react'
import { changeSettings, useSettings } from '../features/settings'

export type Widths = { list: number; knowledge: number }
export const widthBounds = { min: 15, max: 45 }

/** The person's own widths in percent: followed while dragging, saved when the pointer is released. */
export const useWidths = (): {
  widths: Widths
  move: (part: Partial<Widths>) => void
  settle: (part: Partial<Widths>) => void
} => {
  const { layout } = useSettings()
  const [dragged, setDragged] = useState<Partial<Widths>>({})
  const widths = { ...layout, ...dragged }
  return {
    widths,
    move: (part) => {
      setDragged(part)
    },
    settle: (part) => {
      void changeSettings({ layout: { ...layout, ...part } }).then(() => {
        setDragged({})
      })
    },
  }
}
