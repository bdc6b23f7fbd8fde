import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { calls, type CallInput, type CallOutput } from '#shared/ipc/contract'
import { safeFileName } from '#shared/domain/attachment'
import { fail, ok, type Failure, type Result } from '#shared/result'

export type AttachmentSaveParts = {
  /** Asks the desk core for the file. */
  read: (input: CallInput<'attachment.read'>) => Promise<Result<unknown>>
  /** Asks the person. @returns the chosen path, null where they cancelled */
  choosePath: (suggested: string) => Promise<string | null>
  downloads: () => string
}

const failureOf = (error: unknown, path: string): Failure | null => {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return fail('diskFull').failure
  return code === undefined ? null : fail('notWritable', { path: dirname(path) }).failure
}

/** Saves a ticket's file where the person chooses; its sanitised name is only a suggestion. */
export const createAttachmentSave =
  ({ read, choosePath, downloads }: AttachmentSaveParts) =>
  async (input: CallInput<'attachment.save'>): Promise<Result<CallOutput<'attachment.save'>>> => {
    let answer = await read(input)
    // On a slow connection the file is still arriving; the core answers so every few seconds.
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
