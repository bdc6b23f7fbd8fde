import type { PresenceNotice } from '#shared/protocol/presence'
import type { PersonId, TicketId } from '#shared/ids'
import { ticketRoom } from './rooms'
import type { SyncServer, SyncSocket } from './types'

/**
 * Tells the desks of this node that have the ticket open who has it open anywhere. May be lost; it is told again at the
 * next move.
 */
const tell = async (io: SyncServer, ticketId: TicketId): Promise<void> => {
  const sockets = await io.in(ticketRoom(ticketId)).fetchSockets()
  const people = new Map<PersonId, string>(sockets.map((socket) => [socket.data.personId, socket.data.name]))
  const told: PresenceNotice = { ticketId, people: [...people].map(([id, name]) => ({ id, name })) }
  // Not through the other nodes: what goes by the database may overtake, and the older list would stay.
  io.local.in(ticketRoom(ticketId)).emit('presence', told)
}

/** The telling under way of each ticket: who is asked for first must not be told last, or the older list would stay. */
const underWay = new Map<TicketId, Promise<void>>()

/** Tells this node's desks; every node does so for its own. */
export const tellInTurn = async (io: SyncServer, ticketId: TicketId): Promise<void> => {
  const turn = (underWay.get(ticketId) ?? Promise.resolve()).catch(() => {}).then(() => tell(io, ticketId))
  underWay.set(ticketId, turn)
  await turn.finally(() => {
    if (underWay.get(ticketId) === turn) underWay.delete(ticketId)
  })
}

const moved = async (io: SyncServer, ticketId: TicketId): Promise<void> => {
  io.serverSideEmit('presenceMoved', ticketId)
  await tellInTurn(io, ticketId)
}

/** Moves a desk from the ticket it had open to another, or to none. */
export const moveTo = async (io: SyncServer, socket: SyncSocket, ticketId: TicketId | null): Promise<void> => {
  const before = socket.data.ticketId
  if (before !== null && before !== ticketId) await socket.leave(ticketRoom(before))
  socket.data.ticketId = ticketId
  if (ticketId !== null) await socket.join(ticketRoom(ticketId))
  if (before !== null && before !== ticketId) await moved(io, before)
  if (ticketId !== null) await moved(io, ticketId)
}
