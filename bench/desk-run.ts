import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { deskIdSchema, type DeskId } from '#shared/ids'
import { signInAt } from '../main/core/server-session'
import { openReplica } from '../main/core/replica/open-replica'
import type { Replica } from '../main/core/replica/replica'
import { startSync, type Sync, type SyncNeeds } from '../main/core/sync/sync'

/** A signed-in console without window: a real encrypted replica, and the connection when it is wanted. */
export type BenchDesk = {
  replica: Replica
  deskId: DeskId
  connect: (hears?: Partial<SyncNeeds>) => Sync
  close: () => void
}

/** Signs in and opens an empty replica in `directory`, without connecting. */
export const openBenchDesk = async (
  directory: string,
  address: string,
  login = 'lin',
  deviceNow: () => number = Date.now,
): Promise<BenchDesk> => {
  const deskId = deskIdSchema.parse(randomUUID())
  const answer = await signInAt(address, { login, password: 'demo-2026', deskId })
  if (!answer.ok) throw new Error(`${login} cannot sign in: ${answer.failure.code}`)
  mkdirSync(directory, { recursive: true })
  const { person, serverId, token } = answer.value
  const { replica } = openReplica({
    directory,
    keyHex: randomBytes(32).toString('hex'),
    server: address,
    serverId,
    person,
    deviceNow,
  })
  let sync: Sync | null = null
  return {
    replica,
    deskId,
    connect: (hears = {}) => {
      sync = startSync({
        replica,
        deskId,
        token,
        address,
        notify: () => {},
        statusChanged: () => {},
        personChanged: () => {},
        presence: () => {},
        signedOut: () => {
          throw new Error('signed out in the middle of a bench')
        },
        failed: (error) => {
          throw error
        },
        ...hears,
      })
      return sync
    },
    close: () => {
      sync?.stop()
      replica.db.close()
    },
  }
}
