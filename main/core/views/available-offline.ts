import { statSync } from 'node:fs'
import type { Noun } from '#shared/domain/document'
import type { Attachment } from '#shared/domain/attachment'
import type { AvailableOffline, FileState } from '#shared/ipc/replica-views'
import { ownOpenTickets } from '../files/prefetch'
import { isKnownNoun, readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

type Known = Pick<AvailableOffline, 'filesBytes' | 'fetching' | 'asOf' | 'leaseUntil'> & {
  fileState: (file: Attachment) => FileState
}

/** @param known what is not in the replica's documents. @returns what is available offline */
export const readAvailableOffline = (replica: Replica, { fileState, ...known }: Known): AvailableOffline => {
  const { db } = replica
  const documents = db
    .all<{ noun: string; n: number }>('select noun, count(*) n from document group by noun order by noun')
    .flatMap(({ noun, n }) => (isKnownNoun(noun) ? [{ noun: noun satisfies Noun, count: n }] : []))
  const tickets = ownOpenTickets(replica).map(({ id, number, subject, customerId, attachments = [] }) => {
    const absent = attachments.filter((file) => ['absent', 'fetching'].includes(fileState(file).state))
    return {
      ticketId: id,
      number,
      subject,
      customerName: customerId === null ? null : (readShown(db, 'customer', customerId)?.name ?? null),
      files: attachments.length,
      filesHere: attachments.length - absent.length,
      missingBytes: absent.reduce((sum, { size }) => sum + size, 0),
    }
  })
  return { ...known, documents, tickets, replicaBytes: sizeOf(db.path) + sizeOf(`${db.path}-wal`) }
}
