import { openProxy } from '../../../testing/proxy'

/** A proxy that records uploaded pieces of files, and can cut the connection, also just before the n-th piece. */
export const startCuttingProxy = async (targetPort: number) => {
  const pieces: string[] = []
  let cutBefore = Number.POSITIVE_INFINITY
  const proxy = await openProxy(targetPort, (sent) => {
    const piece = /PUT \/api\/v1\/files\/([0-9a-f]{64}\/pieces\/\d+)/.exec(sent.toString('latin1'))?.[1]
    if (piece === undefined) return
    if (pieces.length + 1 >= cutBefore) proxy.pull()
    else pieces.push(piece)
  })
  return {
    address: proxy.address,
    /** `hash/pieces/index` of each that was let through, in order. */
    pieces,
    cut: proxy.pull,
    cutBeforePiece: (count: number) => {
      cutBefore = count
    },
    mend: () => {
      cutBefore = Number.POSITIVE_INFINITY
      proxy.plugIn()
    },
    close: () => void proxy.close(),
  }
}
