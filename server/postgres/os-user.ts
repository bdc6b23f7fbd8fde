import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

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
