import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { clusterHome } from './cluster-home'
import { databaseUser } from './os-user'

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
