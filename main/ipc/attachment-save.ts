import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { calls, type CallInput, type CallOutput } from '#shared/ipc/contract'
import { safeFileName } from '#shared/domain/file-name'
import { fail, ok, type Failure, type Result } from '#shared/result'

export type AttachmentSaveParts = {
  /** Asks the desk core for the file. */
  read: (input: CallInput<'attachment.read'>) => Promise<Result<unknown>>
  /** Asks the person. @returns the chosen path, null where he thought better of it */
  choosePath: (suggested: string) => Promise<string | null>
  downloads: () => string
}

const failureOf = (error: unknown, path: string): Failure | null => {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return fail('diskFull').failure
  return code === undefined ? null : fail('notWritable', { path: dirname(path) }).failure
}

/** Saves a file of a ticket where the person says; its name is only a suggestion, made harmless first. */
export const createAttachmentSave =
  ({ read, choosePath, downloads }: AttachmentSaveParts) =>
  async (input: CallInput<'attachment.save'>): Promise<Result<CallOutput<'attachment.save'>>> => {
    let answer = await read(input)
    // Over a slow line it is still coming; the core says so every few seconds.
    while (!answer.ok && answer.failure.code === 'fileComing') answer = await read(input)
    if (!answer.ok) return answer
    const file = calls['attachment.read'].output.parse(answer.value)
    const path = await choosePath(join(downloads(), safeFileName(file.name)))
    if (path === null) return ok({ isSaved: false })
    try {
      await writeFile(path, file.bytes)
      return ok({ isSaved: true })
    } catch (error) {
      const failure = failureOf(error, path)
      if (failure === null) throw error
      return { ok: false, failure }
    }
  }
