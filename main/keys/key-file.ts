import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
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
import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'

export const keyBytes = 32

/** The library's number for Argon2id; its own name for it is a const enum. */
const argon2id = 2

/**
 * RFC 9106's second recommendation: 64 MiB, three passes, four lanes; kept with the key, so that later
 * keys may use costlier parameters.
 */
const dearness = { memoryCost: 65_536, timeCost: 3, parallelism: 4 }

const wrappedKeySchema = z.object({
  salt: z.base64(),
  params: z.object({
    memoryCost: z.number().int().min(19_456).max(4_194_304),
    timeCost: z.number().int().min(1).max(100),
    parallelism: z.number().int().min(1).max(64),
  }),
  iv: z.base64(),
  tag: z.base64(),
  cipher: z.base64(),
})
export type WrappedKey = z.infer<typeof wrappedKeySchema>

const derive = (passphrase: string, salt: Buffer, params: WrappedKey['params']): Promise<Buffer> =>
  // The same words typed on another keyboard or system must be the same bytes.
  hashRaw(passphrase.normalize('NFKC'), { ...params, salt, outputLen: keyBytes, algorithm: argon2id })

/** Encrypts a key with a passphrase: Argon2id, then AES-256-GCM. */
export const wrapKey = async (key: Buffer, passphrase: string): Promise<WrappedKey> => {
  const salt = randomBytes(16)
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, dearness), iv)
  const sealed = Buffer.concat([cipher.update(key), cipher.final()])
  return {
    salt: salt.toString('base64'),
    params: dearness,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    cipher: sealed.toString('base64'),
  }
}

/** @returns the key, or null where the passphrase is wrong or the file was changed */
export const unwrapKey = async (wrapped: WrappedKey, passphrase: string): Promise<Buffer | null> => {
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64')
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      await derive(passphrase, bytes(wrapped.salt), wrapped.params),
      bytes(wrapped.iv),
      { authTagLength: 16 },
    )
    decipher.setAuthTag(bytes(wrapped.tag))
    const key = Buffer.concat([decipher.update(bytes(wrapped.cipher)), decipher.final()])
    return key.length === keyBytes ? key : null
  } catch {
    return null
  }
}

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
