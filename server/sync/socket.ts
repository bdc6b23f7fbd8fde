import type { Server, Socket } from 'socket.io'
import type { PersonId, TicketId } from '#shared/ids'
import type { ConsoleSays, ServerSays } from '#shared/protocol/socket'

/** What every node may know of a connected desk: ids and the name that stands on tickets. */
export type SocketData = { personId: PersonId; name: string; ticketId: TicketId | null }
/** The messages between nodes. */
export type NodeSays = {
  presenceMoved: (ticketId: TicketId) => void
  sessionEnded: (tokenHash: string) => void
}

export type SyncServer = Server<ConsoleSays, ServerSays, NodeSays, SocketData>
export type SyncSocket = Socket<ConsoleSays, ServerSays, NodeSays, SocketData>

/** The Socket.IO rooms that a desk joins. */
export const sessionRoom = (tokenHash: string): string => `session:${tokenHash}`
export const personRoom = (personId: string): string => `person:${personId}`
export const ticketRoom = (ticketId: string): string => `ticket:${ticketId}`
