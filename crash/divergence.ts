import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Person } from '#shared/domain/person'
import { until } from '../testing/until'
import { openDatabase } from '../main/core/replica/driver'
import { replicaFileName } from '../main/core/replica/open-replica'
import { anyAddress, crashKey } from './desk-folder'
import { startHost } from './host-process'
import { copyFiles } from './inspect-copy'
import type { SocketServer } from './socket-server'

type DivergenceNeeds = {
  directory: string
  /** Where a copy may be made. */ copy: string
  built: string
  server: SocketServer
  person: Person
  desk: string
}

/**
 * Lets the desk catch up with its server.
 * @returns how many documents then differ from the server's, with commands still waiting counted in
 */
export const divergence = async ({
  directory,
  copy,
  built,
  server,
  person,
  desk,
}: DivergenceNeeds): Promise<number> => {
  const host = startHost(built)
  await host.open({ directory, keyHex: crashKey, server: server.address, deskId: desk })
  await until(
    async () => {
      const status = await host.ask('sync.read', null)
      return status.ok && status.value.pending === 0 && status.value.connection === 'live' && status.value.behind === 0
    },
    'the desk catches up',
    120_000,
  )
  await host.stop()
  copyFiles(directory, copy)
  const db = openDatabase(join(copy, replicaFileName(anyAddress, person.id)), crashKey)
  const rows = db.all<{ noun: string; id: string; version: number; body: string }>(
    'select noun, id, version, body from document where body is not null',
  )
  const truth = new Map(
    server.store
      .all()
      .map((kept) => [`${kept.noun} ${kept.id}`, `${String(kept.version)} ${JSON.stringify(kept.body)}`]),
  )
  const differing = rows.filter(
    (row) => truth.get(`${row.noun} ${row.id}`) !== `${String(row.version)} ${row.body}`,
  ).length
  db.close()
  rmSync(copy, { recursive: true, force: true })
  return differing + Math.abs(truth.size - rows.length)
}
