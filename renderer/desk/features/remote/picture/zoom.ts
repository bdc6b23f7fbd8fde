/** `fit` shows all of it; the others are parts of the room's width. */
export type Zoom = 'fit' | 1 | 1.5 | 2 | 3
const steps: readonly Zoom[] = ['fit', 1, 1.5, 2, 3]

/** @returns the next larger (1) or smaller (-1) one, the same where there is none */
export const zoomedBy = (zoom: Zoom, by: 1 | -1): Zoom => steps[steps.indexOf(zoom) + by] ?? zoom

/** Where on the picture something is, as parts of its width and height. */
export type Place = { x: number; y: number }
const within = (value: number): number => Math.min(1, Math.max(0, value))

/** @returns the place of a point on the screen, never outside of the picture */
export const placeOf = (
  point: { clientX: number; clientY: number },
  box: { left: number; top: number; width: number; height: number },
): Place => ({
  x: within(box.width === 0 ? 0 : (point.clientX - box.left) / box.width),
  y: within(box.height === 0 ? 0 : (point.clientY - box.top) / box.height),
})

/** A press of an arrow; with Shift a larger step. */
const stride = 0.01
const longStride = 0.1
const directions: Record<string, Place> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** @returns where an arrow leads, null for any other key */
export const movedPlace = ({ x, y }: Place, key: string, isLong: boolean): Place | null => {
  const direction = directions[key]
  const by = isLong ? longStride : stride
  return direction === undefined ? null : { x: within(x + direction.x * by), y: within(y + direction.y * by) }
}
