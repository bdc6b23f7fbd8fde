import type { Server, Socket } from 'socket.io'
import type { Actor } from '#shared/domain/decision'
import type { RemoteSide } from '#shared/domain/remote-session'
import type { RemoteSessionId } from '#shared/ids'
import type { RemoteSays, RemoteServerSays } from '#shared/protocol/remote'

export type TakingPart = Exclude<RemoteSide, 'server'>
/** What every node may know of a side that is connected. */
export type RemoteSocketData = { sessionId: RemoteSessionId; side: TakingPart; actor: Actor; isFrozen: boolean }
/** What nodes tell each other: a session changed, look at it; a side went without a word, or is there again. */
type NodeSays = {
  changed: (sessionId: RemoteSessionId) => void
  silent: (sessionId: string, side: TakingPart, isSilent: boolean) => void
}

export type RemoteIo = Server<RemoteSays, RemoteServerSays, NodeSays, RemoteSocketData>
export type RemoteSocket = Socket<RemoteSays, RemoteServerSays, NodeSays, RemoteSocketData>

export const sessionRoom = (sessionId: string): string => `remote:${sessionId}`
export const sideRoom = (sessionId: string, side: TakingPart): string => `remote:${sessionId}:${side}`
export const otherSide = (side: TakingPart): TakingPart => (side === 'agent' ? 'customer' : 'agent')
