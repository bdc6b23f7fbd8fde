import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { isTraversable, rootStateDirectory, type OsUser } from './os-user'

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
