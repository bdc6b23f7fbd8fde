import { readFileSync, statSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join, sep, resolve } from 'node:path'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'

/** Where root stores what the database's OS user must read, because it cannot read /root. */
export const rootStateDirectory = '/var/lib/hotline-console'

export type OsUser = { uid: number; gid: number }

const anyoneMayEnter = 0o001

/** @returns whether every user can pass through the folder and all above it. */
export const isTraversable = (path: string): boolean => {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & anyoneMayEnter) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/**
 * PostgreSQL refuses to run as root, so root runs it as `postgres`, or as `nobody` where there is none.
 * @returns null where this process is not root and needs no other user.
 */
export const databaseUser = (): OsUser | null => {
  if (process.getuid?.() !== 0) return null
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody')
  return { uid: Number(found?.[2] ?? 65534), gid: Number(found?.[3] ?? 65534) }
}

/**
 * @returns the folder of a data folder's cluster: the data folder itself or, for root, one that the database's OS user
 *   can read
 */
export const clusterHome = (directory: string, user: OsUser | null): string =>
  user === null || isTraversable(directory)
    ? directory
    : join(rootStateDirectory, createHash('sha256').update(directory).digest('hex').slice(0, 16))

/**
 * Removes clusters whose data folder was a temporary one and no longer exists. Any other folder may be on a disk that
 * is not mounted now.
 */
export const forgetVanished = (state = rootStateDirectory): void => {
  if (!existsSync(state)) return
  for (const name of readdirSync(state)) {
    const note = join(state, name, 'data-folder')
    if (!existsSync(note)) continue
    const folder = readFileSync(note, 'utf8').trim()
    if (folder.startsWith(tmpdir() + sep) && !existsSync(folder))
      rmSync(join(state, name), { recursive: true, force: true })
  }
}

export const databaseRole = 'hotline'

export const databaseAddress = (password: string, port: number): string =>
  `postgres://${databaseRole}:${password}@127.0.0.1:${port}/postgres`

/**
 * @returns the address of the PostgreSQL that a running server uses on this data folder; null where it is unknown.
 */
export const runningAddress = (directory: string): string | null => {
  const data = resolve(directory)
  try {
    const port = Number(
      readFileSync(join(clusterHome(data, databaseUser()), 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3],
    )
    const password = readFileSync(join(data, 'postgres-password'), 'utf8').trim()
    return Number.isInteger(port) && port > 0 ? databaseAddress(password, port) : null
  } catch {
    return null
  }
}
