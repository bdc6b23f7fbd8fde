import type { Server, Socket } from 'socket.io'
import type { PersonId, TicketId } from '#shared/ids'
import type { ConsoleSays, ServerSays } from '#shared/protocol/socket'

/** What every node may know of a connected desk: ids and the name that stands on tickets. */
export type SocketData = { personId: PersonId; name: string; ticketId: TicketId | null }
/** What nodes tell each other. */
export type NodeSays = {
  presenceMoved: (ticketId: TicketId) => void
  /** By the hash of its token. */ sessionEnded: (tokenHash: string) => void
}

export type SyncServer = Server<ConsoleSays, ServerSays, NodeSays, SocketData>
export type SyncSocket = Socket<ConsoleSays, ServerSays, NodeSays, SocketData>
