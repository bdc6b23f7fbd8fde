import { useStore } from 'zustand'
import type { FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import type { FileState } from '#shared/ipc/replica-views'
import type { Failure } from '#shared/result'
import { listen } from '../../bridge/client'
import { createPersonStore } from '../../bridge/person-store'

/** A file that is being added, or that could not be. */
export type Adding = { key: number; ticketId: TicketId; name: string; failure: Failure | null }

type AttachmentState = {
  adding: Adding[]
  /** Progress of files on their way, as notified since the ticket was read. */
  moved: Record<string, FileState>
  /** The picture that is looked at. */
  viewed: { ticketId: TicketId; hash: FileHash } | null
}

const fresh = (): AttachmentState => ({ adding: [], moved: {}, viewed: null })
export const attachmentStore = createPersonStore<AttachmentState>(fresh)

/** Follows the progress of files. @returns a function that stops. */
export const followFiles = (): (() => void) => {
  const stop = listen('file.moved', ({ hash, fileState }) => {
    attachmentStore.setState(({ moved }) => ({ moved: { ...moved, [hash]: fileState } }))
  })
  return () => {
    stop()
    attachmentStore.setState(fresh(), true)
  }
}

export const view = (viewed: AttachmentState['viewed']): void => {
  attachmentStore.setState({ viewed })
}
export const dismissAdding = (key: number): void => {
  attachmentStore.setState(({ adding }) => ({ adding: adding.filter((one) => one.key !== key) }))
}

/** The newer of the state read with the ticket and the one notified since. */
export const useFileState = (hash: FileHash, read: FileState | undefined): FileState => {
  const moved = useStore(attachmentStore, (state) => state.moved[hash])
  return moved ?? read ?? { state: 'absent', movedBytes: 0 }
}
