import { fileSchema, largestFileBytes } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { fail, type Failure, type Result } from '#shared/result'
import { call } from '../../bridge/client'
import { attachmentStore, dismissAdding } from './attachment-store'
import { fileSize } from './file-size'

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
