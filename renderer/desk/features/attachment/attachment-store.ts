import { useStore } from 'zustand'
import i18next from 'i18next'
import { type FileHash, fileSchema, largestFileBytes } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import type { FileState } from '#shared/ipc/replica-views'
import { type Failure, fail, type Result } from '#shared/result'
import { toast, toastFailure } from '../../../shared/ui'
import { listen, call } from '../../bridge/client'
import { createPersonStore } from '../../bridge/person-store'

const units = ['B', 'KB', 'MB', 'GB'] as const

/** @returns 843 KB, 1.4 MB: three digits at most, by 1,024 as the systems' own windows show it. */
export const fileSize = (bytes: number): string => {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : String(Math.round(value))} ${units[unit] ?? ''}`
}

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

const anything = 'application/octet-stream'

/** The browser's media type of a file, if it is well-formed. */
export const mediaTypeOf = ({ type }: { type: string }): string => {
  const plain = type.split(';')[0]?.trim().toLowerCase() ?? ''
  return fileSchema.shape.mediaType.safeParse(plain).success ? plain : anything
}

let lastKey = 0

const addOne = async (ticketId: TicketId, file: File): Promise<Result<unknown>> => {
  if (file.size > largestFileBytes) return fail('tooLarge', { limit: fileSize(largestFileBytes) })
  if (file.size === 0) return fail('emptyFile')
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    return await call('attachment.add', {
      ticketId,
      name: (file.name.trim() || 'file').slice(-200),
      mediaType: mediaTypeOf(file),
      bytes,
    })
  } catch {
    // The USB stick was pulled out, or the file was deleted.
    return fail('fileNotReadable')
  }
}

const failed = (key: number, failure: Failure): void => {
  attachmentStore.setState(({ adding }) => ({
    adding: adding.map((one) => (one.key === key ? { ...one, failure } : one)),
  }))
}

/**
 * Puts files on a ticket one after another; each is safe on this machine before the next is read. What fails stays
 * listed with its reason.
 */
export const addFiles = async (ticketId: TicketId, files: readonly File[]): Promise<void> => {
  const keyed = files.map((file) => ({ file, key: (lastKey += 1) }))
  attachmentStore.setState(({ adding }) => ({
    adding: [...adding, ...keyed.map(({ file, key }) => ({ key, ticketId, name: file.name, failure: null }))],
  }))
  for (const { file, key } of keyed) {
    const result = await addOne(ticketId, file)
    if (result.ok) dismissAdding(key)
    else failed(key, result.failure)
  }
}

/** Asks where to save, and reports the result. */
export const saveFile = async (ticketId: TicketId, hash: FileHash): Promise<void> => {
  const result = await call('attachment.save', { ticketId, hash })
  if (!result.ok) toastFailure(result.failure)
  else if (result.value.isSaved) toast({ tone: 'success', text: i18next.t('attachment:saved') })
}
