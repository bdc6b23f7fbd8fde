import type { PresenceNotice } from '#shared/protocol/presence'
import type { PersonId, TicketId } from '#shared/ids'
import { ticketRoom, type SyncServer, type SyncSocket } from './socket'

/**
 * Sends the desks of this node that have the ticket open the list of everybody who has it open. A lost message is made
 * up for by the next one.
 */
const emitPresence = async (io: SyncServer, ticketId: TicketId): Promise<void> => {
  const sockets = await io.in(ticketRoom(ticketId)).fetchSockets()
  const people = new Map<PersonId, string>(sockets.map((socket) => [socket.data.personId, socket.data.name]))
  const presence: PresenceNotice = { ticketId, people: [...people].map(([id, name]) => ({ id, name })) }
  // Not through the other nodes: a message that goes through the database could arrive late, and the older list stay.
  io.local.in(ticketRoom(ticketId)).emit('presence', presence)
}

/** The emission in progress for each ticket: an earlier, slower one must not end last, or the older list would stay. */
const inProgress = new Map<TicketId, Promise<void>>()

/** Sends the presence of a ticket to this node's desks; every node does so for its own. */
export const emitPresenceInOrder = async (io: SyncServer, ticketId: TicketId): Promise<void> => {
  const emission = (inProgress.get(ticketId) ?? Promise.resolve())
    .catch(() => {})
    .then(() => emitPresence(io, ticketId))
  inProgress.set(ticketId, emission)
  await emission.finally(() => {
    if (inProgress.get(ticketId) === emission) inProgress.delete(ticketId)
  })
}

const presenceMoved = async (io: SyncServer, ticketId: TicketId): Promise<void> => {
  io.serverSideEmit('presenceMoved', ticketId)
  await emitPresenceInOrder(io, ticketId)
}

/** Moves a desk from the ticket it had open to another, or to none. */
export const moveTo = async (io: SyncServer, socket: SyncSocket, ticketId: TicketId | null): Promise<void> => {
  const before = socket.data.ticketId
  if (before !== null && before !== ticketId) await socket.leave(ticketRoom(before))
  socket.data.ticketId = ticketId
  if (ticketId !== null) await socket.join(ticketRoom(ticketId))
  if (before !== null && before !== ticketId) await presenceMoved(io, before)
  if (ticketId !== null) await presenceMoved(io, ticketId)
}
