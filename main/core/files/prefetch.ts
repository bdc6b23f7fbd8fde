import { statSync } from 'node:fs'
import type { Attachment, FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { isTicketOpen, type Ticket } from '#shared/domain/ticket'
import type { Noun } from '#shared/domain/document'
import type { AvailableOffline, FileState } from '#shared/ipc/replica-views'
import { backoffMs } from '../sync/backoff'
import { readShown, isKnownNoun } from '../replica/documents'
import { openStatuses } from '../replica/lookup'
import type { Replica } from '../replica/replica'
import type { Downloads } from './downloads'

export type Wanted = { ticketId: TicketId; file: Attachment }
export type PrefetchNeeds = {
  downloads: Downloads
  /** Files of the person's open tickets that the server has and this machine has not. */
  missing: () => Wanted[]
  isConnected: () => boolean
  isStopped: () => boolean
  changed: () => void
  failed: (error: unknown) => void
}

/** Fetches the files of a person's open tickets ahead, so that they are available offline. */
export type Prefetch = {
  fetch: () => void
  cancel: () => void
  /** The connection is back. */
  kick: () => void
  progress: () => { doneBytes: number; totalBytes: number } | null
  stop: () => void
}

/** Fetches one file after another; waits while the connection is down, and skips a file that the server refuses. */
export const createPrefetch = ({
  downloads,
  missing,
  isConnected,
  isStopped,
  changed,
  failed,
}: PrefetchNeeds): Prefetch => {
  let request: { totalBytes: number; doneBytes: number; given: Set<string>; current: Attachment | null } | null = null
  let isRunning = false
  let retry: NodeJS.Timeout | null = null
  let attempt = 0

  const nextOf = (given: ReadonlySet<string>): Wanted | undefined => missing().find(({ file }) => !given.has(file.hash))
  const run = async (): Promise<void> => {
    for (;;) {
      const mine = request
      if (mine === null || isStopped() || !isConnected()) return
      const next = nextOf(mine.given)
      if (next === undefined) {
        request = null
        return
      }
      mine.current = next.file
      const fetched = await downloads.fetch(next.ticketId, next.file, () => request === mine)
      mine.current = null
      if (request !== mine) return
      if (!fetched.ok && fetched.failure.code === 'offline') {
        later()
        return
      }
      attempt = 0
      mine.given.add(next.file.hash)
      mine.doneBytes += next.file.size
      changed()
    }
  }
  const later = (): void => {
    retry ??= setTimeout(
      () => {
        retry = null
        kick()
      },
      200 + backoffMs(attempt),
    )
    attempt += 1
  }
  const kick = (): void => {
    if (isRunning || request === null || isStopped()) return
    isRunning = true
    run()
      .catch((error: unknown) => {
        request = null
        failed(error)
      })
      .finally(() => {
        isRunning = false
        if (!isStopped()) changed()
      })
  }
  return {
    fetch: () => {
      const sizes = new Map(missing().map(({ file }) => [file.hash, file.size]))
      const totalBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
      if (request === null && totalBytes > 0) request = { totalBytes, doneBytes: 0, given: new Set(), current: null }
      kick()
    },
    cancel: () => {
      request = null
    },
    kick,
    progress: () => {
      if (request === null) return null
      const { totalBytes, doneBytes, current } = request
      const underWay = current === null ? 0 : (downloads.hereBytes(current.hash) ?? 0)
      return {
        doneBytes: Math.min(doneBytes + underWay, totalBytes),
        totalBytes: Math.max(totalBytes, doneBytes + underWay),
      }
    },
    stop: () => {
      if (retry !== null) clearTimeout(retry)
    },
  }
}

/** The open tickets that are this person's, last touched first. */
const ownOpenTickets = ({ db, person }: Replica): Ticket[] =>
  db
    .all<{ id: string }>(
      `select id from ticket_row where owner_id = ? and status <> 'closed' and status in (${openStatuses})
       order by updated_at desc, id`,
      [person.id],
    )
    .flatMap(({ id }) => readShown(db, 'ticket', id) ?? [])
    .filter(isTicketOpen)

/** Files of these tickets that the server could give and this machine has not. */
export const missingAttachments = (replica: Replica, isHere: (hash: FileHash) => boolean): Wanted[] =>
  ownOpenTickets(replica).flatMap(({ id, attachments = [] }) =>
    attachments.filter((file) => file.isStored && !isHere(file.hash)).map((file) => ({ ticketId: id, file })),
  )

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
