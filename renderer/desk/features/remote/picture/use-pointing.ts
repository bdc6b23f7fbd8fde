import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Allowed } from '../what-is-allowed'
import { sendTrace, type Tool } from '../remote-store'
import { drawnByKey, maxPoints } from './keyed-line'
import { movedPlace, placeOf, type Place } from './zoom'

/** Twenty-five a second are enough for the eye, and far from what the server refuses. */
const pointEveryMs = 40

const placeIn = (event: PointerEvent<HTMLElement>): Place => placeOf(event, event.currentTarget.getBoundingClientRect())

/**
 * Pointer and keyboard on the picture.
 * @param mark called with the place where a mark is wanted
 */
export const usePointing = (allowed: Allowed, tool: Tool, mark: (place: Place) => void) => {
  const [aim, setAim] = useState<Place | null>(null)
  const [line, setLine] = useState<readonly Place[]>([])
  const [keyed, setKeyed] = useState<readonly Place[] | null>(null)
  const pointedAt = useRef(Number.NEGATIVE_INFINITY)

  const point = (place: Place): void => {
    const now = performance.now()
    if (!allowed.point || now - pointedAt.current < pointEveryMs) return
    pointedAt.current = now
    void sendTrace({ kind: 'pointer', ...place }, now)
  }
  const draw = (points: readonly Place[]): void => {
    if (points.length > 1) void sendTrace({ kind: 'drawing', points: [...points] }, performance.now())
  }
  const isMarking = allowed.point && (tool === 'mark' || (tool === 'changeMark' && allowed.changeMark))
  const isDrawing = tool === 'draw' && allowed.draw
  const keyedLine = isDrawing ? keyed : null

  /** @returns whether the key was one for drawing */
  const drawByKey = (event: KeyboardEvent, from: Place): boolean => {
    const drawn = isDrawing ? drawnByKey(keyedLine, from, event) : null
    if (drawn === null) return false
    setKeyed(drawn.line)
    if (drawn.finished !== null) draw(drawn.finished)
    return true
  }

  return {
    aim,
    line: keyedLine ?? line,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>): void => {
        if (event.button !== 0) return
        setAim(null)
        setKeyed(null)
        if (!isDrawing) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setLine([placeIn(event)])
      },
      onPointerMove: (event: PointerEvent<HTMLElement>): void => {
        const place = placeIn(event)
        if (line.length === 0) {
          point(place)
          return
        }
        const longer = [...line, place]
        if (longer.length < maxPoints) {
          setLine(longer)
          return
        }
        draw(longer)
        setLine([place])
      },
      onPointerUp: (event: PointerEvent<HTMLElement>): void => {
        if (line.length > 0) {
          draw(line)
          setLine([])
        } else if (isMarking && event.button === 0) mark(placeIn(event))
      },
      onPointerCancel: (): void => {
        setLine([])
      },
      onKeyDown: (event: KeyboardEvent): void => {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        const from = aim ?? { x: 0.5, y: 0.5 }
        const moved = movedPlace(from, event.key, event.shiftKey)
        const isDrawn = drawByKey(event, from)
        // Before the desk's own keys: Esc drops the line and leads nowhere.
        if (isDrawn) event.preventDefault()
        if (isDrawn && moved === null) setAim(from)
        if (moved !== null) {
          event.preventDefault()
          setAim(moved)
          point(moved)
        } else if (event.key === 'Enter' && isMarking) {
          event.preventDefault()
          mark(from)
        }
      },
      onBlur: (): void => {
        setAim(null)
        setKeyed(null)
      },
    },
  }
}
