import type { Attachment, FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { readServer, readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'

/** @returns the file as the ticket names it with own commands on top, null where it does not */
export const readAttachment = ({ db }: Replica, ticketId: TicketId, hash: FileHash): Attachment | null =>
  readShown(db, 'ticket', ticketId)?.attachments?.find((file) => file.hash === hash) ?? null

const readServerAttachment = ({ db }: Replica, ticketId: TicketId, hash: FileHash): Attachment | null => {
  const { body } = readServer(db, 'ticket', ticketId)
  return body !== null && 'attachments' in body ? (body.attachments?.find((file) => file.hash === hash) ?? null) : null
}

/**
 * @param ticketIds that the file may belong to
 * @returns one of which the server knows that it does, and whether it has the file; null while there is none
 */
export const findSendable = (
  replica: Replica,
  ticketIds: readonly TicketId[],
  hash: FileHash,
): { ticketId: TicketId; isStored: boolean } | null => {
  const known = ticketIds.flatMap((ticketId) => {
    const file = readServerAttachment(replica, ticketId, hash)
    return file === null ? [] : [{ ticketId, isStored: file.isStored }]
  })
  return known.find(({ isStored }) => isStored) ?? known[0] ?? null
}
