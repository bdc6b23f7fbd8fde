import type { RemoteIo, TakingPart } from './socket'
import { sideRoom } from './socket'

/** Longer than any side may be away. */
const keptMs = 10 * 60_000

/**
 * The sides whose connection ended without a word, because nothing answered any more: a frozen page, or a network that
 * is gone. One that closed says so by itself. Nodes tell each other.
 */
export type SilentSides = {
  isSilent: (sessionId: string, side: TakingPart) => boolean
  /** A connection of a side has ended. @param reason as Socket.IO names it */
  left: (sessionId: string, side: TakingPart, reason: string) => void
  /** A side is connected. */
  joined: (sessionId: string, side: TakingPart) => void
}

export const createSilentSides = (io: RemoteIo): SilentSides => {
  const since = new Map<string, number>()
  const note = (sessionId: string, side: TakingPart, isSilent: boolean): void => {
    const now = performance.now()
    for (const [room, at] of since) if (now - at > keptMs) since.delete(room)
    if (isSilent) since.set(sideRoom(sessionId, side), now)
    else since.delete(sideRoom(sessionId, side))
  }
  const tell = (sessionId: string, side: TakingPart, isSilent: boolean): void => {
    note(sessionId, side, isSilent)
    io.serverSideEmit('silent', sessionId, side, isSilent)
  }
  io.on('silent', note)
  return {
    isSilent: (sessionId, side) => since.has(sideRoom(sessionId, side)),
    left: (sessionId, side, reason) => tell(sessionId, side, reason === 'ping timeout'),
    joined: (sessionId, side) => {
      tell(sessionId, side, false)
    },
  }
}
