export type BlackTrack = { track: MediaStreamTrack; stop: () => void }

/** A still picture is sent again so often, for a side that has just connected. */
const everyMs = 500

/** @returns a picture of nothing, which takes the place of the screen at once */
export const createBlackTrack = (): BlackTrack => {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const context = canvas.getContext('2d')
  const paint = (): void => context?.fillRect(0, 0, canvas.width, canvas.height)
  paint()
  const [track] = canvas.captureStream(2).getVideoTracks()
  if (track === undefined) throw new Error('a canvas gives no picture')
  const timer = setInterval(paint, everyMs)
  return {
    track,
    stop: () => {
      clearInterval(timer)
      track.stop()
    },
  }
}
