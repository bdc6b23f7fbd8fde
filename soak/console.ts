import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FromCore } from '#shared/ipc/core-messages'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { createCore } from '../main/core/core'
import { openDatabase, type Database } from '../main/core/replica/driver'
import { readMeta } from '../main/core/replica/meta'
import { countPending, listAcked, listAttention } from '../main/core/replica/outbox'
import { createCoreConnection } from '../testing/core-connection'
import { digestReplica } from './digest'
import type { Ack, Answers, FromConsole, Item, Plant, ToConsole } from './messages'
import { tamper } from './plant'

/** One console of the soak: the desk core as it ships, in a process of its own that may be killed at any moment. */
const send = (message: FromConsole): void => {
  process.send?.(message)
}
const failed = (error: unknown): void =>
  send({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) })

/** This many commands are issued before the event loop runs again. */
const atOnce = 8
/** How often the harness gets the console's status, and how often a mark is checked. */
const statusEveryMs = 200
const lookEveryMs = 50

let opening: Extract<ToConsole, { kind: 'open' }> | null = null
let status: SyncStatus | null = null
let sentAt = 0
let plant: Plant | null = null
let marks: { fault: number; liveSince: number; upTo: number }[] = []
const items: Item[] = []
let acks: Ack[] = []
let isRunning = false

const hear = (message: FromCore): void => {
  switch (message.kind) {
    case 'opened':
      return send({ kind: 'opened' })
    case 'openFailed':
      return send({ kind: 'failed', why: message.failure.code })
    case 'answer':
      return core.hear(message)
    case 'event':
      if (message.name !== 'sync.changed') return
      heardStatus(message.body as SyncStatus)
      return
    default:
  }
}
const handle = createCore(hear, (line) => {
  process.stderr.write(`${JSON.stringify(line)}\n`)
})
const core = createCoreConnection(handle)

let side: Database | null = null
let desk: Database | null = null
/** A second connection to the replica's file, for checks and planted faults; null while there is none. */
const replica = (): Database | null => {
  if (side !== null || opening === null) return side
  const name = readdirSync(opening.directory).find((each) => /^replica-[0-9a-f]+\.db$/.test(each))
  if (name !== undefined) side = openDatabase(join(opening.directory, name), opening.keyHex)
  return side
}

const deskFile = (): Database | null => {
  if (desk === null && opening !== null) desk = openDatabase(join(opening.directory, 'desk.db'), opening.keyHex)
  return desk
}

const heardStatus = (now: SyncStatus): void => {
  const isNews = status?.connection !== now.connection || Date.now() - sentAt > statusEveryMs
  status = now
  if (isNews) sendStatus()
  lookAtMarks()
}
const sendStatus = (): void => {
  if (status === null) return
  sentAt = Date.now()
  send({ kind: 'status', status })
}

const lookAtMarks = (): void => {
  const db = marks.length === 0 || status?.connection !== 'live' || status.behind !== 0 ? null : replica()
  if (db === null || status === null) return
  const { since } = status
  const oldest =
    db.get<{ seq: number | null }>(`select min(seq) seq from outbox where state = 'pending'`)?.seq ??
    Number.POSITIVE_INFINITY
  const done = marks.filter((mark) => since >= mark.liveSince && oldest > mark.upTo)
  marks = marks.filter((mark) => !done.includes(mark))
  for (const { fault } of done) send({ kind: 'converged', fault })
}
setInterval(() => {
  lookAtMarks()
  if (status !== null && Date.now() - sentAt > statusEveryMs) sendStatus()
}, lookEveryMs)

const sendAcks = (): void => {
  if (acks.length === 0) return
  const db = replica()
  send({ kind: 'acks', acks, pending: db === null ? 0 : countPending(db) })
  acks = []
}

/** Asks the core itself, because its last status may be outdated. */
const plantWhereAway = async (): Promise<void> => {
  const wanted = plant
  if (wanted === null || status?.connection !== 'offline') return
  const now = await core.ask('sync.read', null)
  const [db, kept] = [replica(), deskFile()]
  // Another check may have planted it meanwhile.
  if (plant !== wanted || !now.ok || db === null || kept === null) return
  const { connection, since } = now.value
  // Acknowledged before: only promised commands are tampered with.
  sendAcks()
  if (connection !== 'offline' || !tamper({ replica: db, desk: kept }, wanted, since)) return
  plant = null
  send({ kind: 'planted' })
}

const issueSome = (): void => {
  isRunning = items.length > 0
  if (!isRunning) return
  for (const { n, name, args } of items.splice(0, atOnce)) {
    void core.ask('command.issue', { name, args }).then((result) => {
      acks.push(
        result.ok
          ? { n, commandId: result.value.commandId, code: null }
          : { n, commandId: null, code: result.failure.code },
      )
    })
  }
  setImmediate(() => {
    plantWhereAway().catch(failed)
    sendAcks()
    issueSome()
  })
}

const answers: { [W in keyof Answers]: (db: Database, now: SyncStatus) => Answers[W] | Promise<Answers[W]> } = {
  digest: (db) => digestReplica(db),
  attention: (db) => listAttention(db).map((item) => item.commandId),
  status: (db, now) => ({ status: now, acked: listAcked(db).length, cursor: readMeta(db, 'cursor') ?? 0 }),
}

const take = async (message: ToConsole): Promise<void> => {
  switch (message.kind) {
    case 'open':
      opening = message
      plant = message.plant
      core.send({ ...message, kind: 'open', appVersion: 'soak' })
      return
    case 'signIn': {
      const result = await core.ask('session.signIn', { login: message.login, password: message.password })
      send(result.ok ? { kind: 'signedIn' } : { kind: 'failed', why: result.failure.code })
      return
    }
    case 'issue':
      items.push(...message.items)
      if (!isRunning) issueSome()
      return
    case 'mark': {
      const upTo = replica()?.get<{ seq: number | null }>('select max(seq) seq from outbox')?.seq ?? 0
      marks.push({ fault: message.fault, liveSince: message.liveSince, upTo })
      return
    }
    case 'ask': {
      const now = await core.ask('sync.read', null)
      const db = replica()
      if (!now.ok || db === null) send({ kind: 'failed', why: 'no replica' })
      else send({ kind: 'answer', id: message.id, value: await answers[message.what](db, now.value) })
      return
    }
  }
}

process.on('message', (message: ToConsole) => {
  take(message).catch(failed)
})
process.on('disconnect', () => process.exit(0))
