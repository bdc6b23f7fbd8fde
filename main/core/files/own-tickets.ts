import { isTicketOpen, type Ticket } from '#shared/domain/ticket'
import type { FileHash } from '#shared/domain/attachment'
import { readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'
import type { Wanted } from './luggage'

/** The open tickets that are this person's, last touched first. */
export const ownOpenTickets = ({ db, person }: Replica): Ticket[] =>
  db
    .all<{ id: string }>(
      `select id from ticket_row where owner_id = ? and status <> 'closed' and status in ('new', 'inProgress') order by updated_at desc, id`,
      [person.id],
    )
    .flatMap(({ id }) => readShown(db, 'ticket', id) ?? [])
    .filter(isTicketOpen)

/** Files of these tickets that the server could give and this machine has not. */
export const missingAttachments = (replica: Replica, isHere: (hash: FileHash) => boolean): Wanted[] =>
  ownOpenTickets(replica).flatMap(({ id, attachments = [] }) =>
    attachments.filter((file) => file.isStored && !isHere(file.hash)).map((file) => ({ ticketId: id, file })),
  )
