import type { PresenceTold } from '#shared/protocol/presence'
import type { PersonId, TicketId } from '#shared/ids'
import { ticketRoom } from './rooms'
import type { SyncServer, SyncSocket } from './types'

/** Tells everyone who has the ticket open, on every node, who they are. May be lost; it is told again at the next move. */
const tell = async (io: SyncServer, ticketId: TicketId): Promise<void> => {
  const sockets = await io.in(ticketRoom(ticketId)).fetchSockets()
  const people = new Map<PersonId, string>(sockets.map((socket) => [socket.data.personId, socket.data.name]))
  const told: PresenceTold = { ticketId, people: [...people].map(([id, name]) => ({ id, name })) }
  io.in(ticketRoom(ticketId)).emit('presence', told)
}

/** The telling under way of each ticket: who is asked for first must not be told last, or the older list would stay. */
const underWay = new Map<TicketId, Promise<void>>()

const tellInTurn = async (io: SyncServer, ticketId: TicketId): Promise<void> => {
  const turn = (underWay.get(ticketId) ?? Promise.resolve()).catch(() => {}).then(() => tell(io, ticketId))
  underWay.set(ticketId, turn)
  await turn.finally(() => { if (underWay.get(ticketId) === turn) underWay.delete(ticketId) })
}

/** Moves a desk from the ticket it had open to another, or to none. */
export const moveTo = async (io: SyncServer, socket: SyncSocket, ticketId: TicketId | null): Promise<void> => {
  const before = socket.data.ticketId
  if (before !== null && before !== ticketId) await socket.leave(ticketRoom(before))
  socket.data.ticketId = ticketId
  if (ticketId !== null) await socket.join(ticketRoom(ticketId))
  if (before !== null && before !== ticketId) await tellInTurn(io, before)
  if (ticketId !== null) await tellInTurn(io, ticketId)
}
