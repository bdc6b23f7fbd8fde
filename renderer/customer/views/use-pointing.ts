import { useRef, type PointerEvent } from 'react'
import { draw, point } from '../session/customer-session'

type Place = { x: number; y: number }

/** As many as one message may have. */
const maxPoints = 500
/** Parts of the picture's width: a hand that clicks trembles. */
const strokeAt = 0.02

/** Whether somebody drew, and did not only click. */
export const isStroke = ([first, ...others]: readonly Place[]): boolean =>
  first !== undefined && others.some(({ x, y }) => Math.hypot(x - first.x, y - first.y) >= strokeAt)

const inside = (value: number): number => Math.min(1, Math.max(0, value))
const placeOf = ({ currentTarget, clientX, clientY }: PointerEvent): Place => {
  const { left, top, width, height } = currentTarget.getBoundingClientRect()
  return { x: inside((clientX - left) / width), y: inside((clientY - top) / height) }
}

/** On the own picture a click points at a place, a stroke draws around it. */
export const usePointing = () => {
  const line = useRef<Place[]>([])
  return {
    onPointerDown: (event: PointerEvent): void => {
      event.currentTarget.setPointerCapture(event.pointerId)
      line.current = [placeOf(event)]
    },
    onPointerMove: (event: PointerEvent): void => {
      if (line.current.length > 0 && line.current.length < maxPoints) line.current.push(placeOf(event))
    },
    onPointerUp: (): void => {
      const points = line.current
      line.current = []
      const [first] = points
      if (first === undefined) return
      if (isStroke(points)) draw(points)
      else point(first.x, first.y)
    },
    onPointerCancel: (): void => {
      line.current = []
    },
  }
}
