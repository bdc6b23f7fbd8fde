import type { Welcome } from '#shared/protocol/session'
import { minimumWireVersion } from '#shared/protocol/version'
import { fail, type Failure } from '#shared/result'
import { readMeta, writeMeta } from '../replica/meta'
import { measureClock, type Replica } from '../replica/replica'
import { startOver } from '../replica/settle'
import { takePerson } from '../replica/take-person'

/**
 * Whether the server is the one this replica copies. With another server at that address nothing is exchanged.
 */
const isSameServer = ({ db }: Replica, { serverId }: Welcome): boolean => {
  if (serverId === undefined) return true
  const known = readMeta(db, 'serverId')
  if (known === null) writeMeta(db, 'serverId', serverId)
  return known === null || known === serverId
}

/** @returns why this server and the replica must not sync; null where they may */
export const refusalOfWelcome = (replica: Replica, welcome: Welcome): Failure | null => {
  if (welcome.wireVersion < minimumWireVersion)
    return fail('serverTooOld', { version: String(welcome.wireVersion) }).failure
  return isSameServer(replica, welcome) ? null : fail('notSignedIn').failure
}

/** Stores a welcome's time and person. @returns `startedOver` where the person's scopes have changed */
export const takeWelcome = (replica: Replica, welcome: Welcome): 'same' | 'startedOver' => {
  measureClock(replica, welcome.serverAt)
  takePerson(replica, welcome.person)
  const known = readMeta(replica.db, 'scopesKey')
  if (known === null) writeMeta(replica.db, 'scopesKey', welcome.scopesKey)
  if (known === null || known === welcome.scopesKey) return 'same'
  startOver(replica, welcome.scopesKey)
  return 'startedOver'
}
