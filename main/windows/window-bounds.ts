import { z } from 'zod'

export const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  isMaximised: z.boolean(),
})
export type Bounds = z.infer<typeof boundsSchema>
type Area = { x: number; y: number; width: number; height: number }

export const minSize = { width: 1024, height: 700 }
const first = { width: 1440, height: 900 }
/** This much of the title bar must be on a screen, so that the window can be dragged. */
const grip = 100

/**
 * Where the window opens: where it was, if a screen is still there.
 * @param areas the work areas of the screens, in device-independent pixels
 */
export const placeWindow = (
  saved: Bounds | null,
  areas: readonly Area[],
): { width: number; height: number; x?: number; y?: number } => {
  const screen =
    saved &&
    areas.find(
      (area) =>
        saved.x + saved.width >= area.x + grip &&
        saved.x <= area.x + area.width - grip &&
        saved.y >= area.y &&
        saved.y <= area.y + area.height - grip,
    )
  if (!saved || !screen) {
    const area = areas[0] ?? { width: first.width, height: first.height }
    return {
      width: Math.max(minSize.width, Math.min(first.width, area.width)),
      height: Math.max(minSize.height, Math.min(first.height, area.height)),
    }
  }
  return {
    x: saved.x,
    y: saved.y,
    width: Math.max(saved.width, minSize.width),
    height: Math.max(saved.height, minSize.height),
  }
}
