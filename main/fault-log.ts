import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'

/** Logs a fault. @returns a reference that a person can quote */
export type LogFault = (where: string, error: unknown) => string

/** One old file is kept beside the current one: enough to look back, never enough to fill a disk. */
const rotateAtBytes = 1_000_000

/** Stack frames without the message, because messages quote what people typed. */
const framesOf = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 12)
        .map((line) => line.trim())
    : []

/** @returns what may be logged of an error: class, system code and frames, never its message */
export const describeFault = (error: unknown): { kind: string; code: string | null; frames: string[] } => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  return { kind: error instanceof Error ? error.name : typeof error, code, frames: framesOf(error) }
}

/** @param directory made where missing; where it cannot be written faults go to stderr only. */
export const createFaultLog =
  (directory: string): LogFault =>
  (where, error) => {
    const reference = randomUUID().slice(0, 8)
    const line = `${JSON.stringify({ at: new Date().toISOString(), reference, where, ...describeFault(error) })}\n`
    try {
      mkdirSync(directory, { recursive: true })
      const file = join(directory, 'main.log')
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > rotateAtBytes)
        renameSync(file, join(directory, 'main.old.log'))
      appendFileSync(file, line)
    } catch {
      // A full disk must not turn a small fault into a crash.
    }
    process.stderr.write(line)
    return reference
  }
