import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { wrappedKeySchema } from './key-wrap'

/** How the replica's key is kept. Never plain: either the keyring's cipher text or the passphrase's. */
export const keptKeySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keyring'), sealed: z.base64() }),
  z.object({ kind: z.literal('passphrase'), wrapped: wrappedKeySchema }),
])
export type KeptKey = z.infer<typeof keptKeySchema>

/** @returns the kept key, null where there is none, 'unreadable' where the file is not what was written. */
export const readKeptKey = (file: string): KeptKey | null | 'unreadable' => {
  if (!existsSync(file)) return null
  try {
    return keptKeySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return 'unreadable'
  }
}

/** Flushed to disk before the key is used: losing the key in a power cut would lose everything. */
export const writeKeptKey = (file: string, key: KeptKey): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const scratch = `${file}.new`
  const handle = openSync(scratch, 'w', 0o600)
  writeSync(handle, JSON.stringify(key))
  fsyncSync(handle)
  closeSync(handle)
  renameSync(scratch, file)
}

/** Moves key and replica aside together, as one is useless without the other. @returns their new folder */
export const setAside = (keyFile: string, replica: string, now: Date): string => {
  const folder = join(dirname(keyFile), 'set-aside', now.toISOString().replaceAll(':', '-'))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (existsSync(keyFile)) renameSync(keyFile, join(folder, 'key.json'))
  if (existsSync(replica)) renameSync(replica, join(folder, 'replica'))
  return folder
}

/** Deletes the key, and everything that was ever set aside with a key. */
export const forgetKeys = (keyFile: string): void => {
  rmSync(keyFile, { force: true })
  rmSync(join(dirname(keyFile), 'set-aside'), { recursive: true, force: true })
}
