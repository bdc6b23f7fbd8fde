import { z } from 'zod'
import type { CommandName, RuledNoun } from '#shared/domain/commands'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import { failureSchema, type Failure } from '#shared/result'
import type { CommandId, DeskId } from '#shared/ids'
import type { Instant } from '#shared/domain/time'
import type { Database } from './driver'

const argsSchema = z.record(z.string(), z.unknown())

/** An own command that the server's documents do not show yet. */
export type Unsettled = {
  seq: number
  id: CommandId
  name: CommandName
  args: Record<string, unknown>
  at: number
  actedAt: number | null
  noun: RuledNoun
  entityId: string
  isAcked: boolean
}

type OutboxRow = {
  seq: number
  id: string
  name: string
  args: string
  at: number
  acted_at: number | null
  noun: string
  entity_id: string
  state: string
}
const columns = 'seq, id, name, args, at, acted_at, noun, entity_id, state'

/** What a command needs to be kept; its `seq` is given by the table. */
export type NewCommand = {
  id: CommandId
  name: CommandName
  args: Record<string, unknown>
  at: number
  actedAt: number
  noun: RuledNoun
  entityId: string
}

export const appendCommand = (db: Database, command: NewCommand): void => {
  db.run('insert into outbox (id, name, args, at, acted_at, noun, entity_id) values (?, ?, ?, ?, ?, ?, ?)', [
    command.id,
    command.name,
    JSON.stringify(command.args),
    command.at,
    command.actedAt,
    command.noun,
    command.entityId,
  ])
}

/** In the order they were issued. */
export const listUnsettled = (db: Database): Unsettled[] =>
  db.all<OutboxRow>(`select ${columns} from outbox where state in ('pending', 'acked') order by seq`).map((row) => ({
    seq: row.seq,
    id: row.id as CommandId,
    name: row.name as CommandName,
    args: argsSchema.parse(JSON.parse(row.args)),
    at: row.at,
    actedAt: row.acted_at,
    noun: row.noun as RuledNoun,
    entityId: row.entity_id,
    isAcked: row.state === 'acked',
  }))

/** The entities that own unsettled commands are about. */
export const listUnsettledRefs = (db: Database): { noun: string; id: string }[] =>
  db.all<{ noun: string; id: string }>(
    `select distinct noun, entity_id id from outbox where state in ('pending', 'acked')`,
  )

/** @param byteLimit a batch stays below the socket's message limit; one command always goes. */
export const nextBatch = (db: Database, deskId: DeskId, limit: number, byteLimit: number): CommandEnvelope[] => {
  const batch: CommandEnvelope[] = []
  let bytes = 0
  for (const row of db.all<OutboxRow>(`select ${columns} from outbox where state = 'pending' order by seq limit ?`, [
    limit,
  ])) {
    bytes += Buffer.byteLength(row.args) + 300
    if (batch.length > 0 && bytes > byteLimit) break
    batch.push({
      id: row.id as CommandId,
      deskId,
      seq: row.seq,
      name: row.name,
      args: argsSchema.parse(JSON.parse(row.args)),
      at: row.at,
      ...(row.acted_at === null ? {} : { actedAt: row.acted_at }),
    })
  }
  return batch
}

const recordAcked = (db: Database, id: string, version: number, settledAt: Instant): void => {
  if (
    db.run(`update outbox set state = 'acked', acked_version = ? where id = ? and state = 'pending'`, [version, id]) > 0
  )
    remember(db, id, 'sent', settledAt)
}

/**
 * Records the outcome of a command; one already settled through the feed is left alone.
 * @param settledAt by the corrected clock
 */
export const recordOutcome = (db: Database, outcome: Outcome, settledAt: Instant): void => {
  if (outcome.status === 'accepted') recordAcked(db, outcome.id, outcome.version, settledAt)
  else {
    db.run(`update outbox set state = 'refused', failure = ? where id = ? and state = 'pending'`, [
      JSON.stringify(outcome.failure),
      outcome.id,
    ])
  }
}

/** An event of an own command arrived in the feed before its answer: it counts as the answer. */
export const recordSeenEvent = (db: Database, commandId: string, version: number, settledAt: Instant): void =>
  recordAcked(db, commandId, version, settledAt)

/** Drops the acked commands that the server's documents now show. */
export const dropShown = (db: Database): void => {
  db.run(`delete from outbox where state = 'acked' and acked_version <= coalesce(
    (select version from document where document.noun = outbox.noun and document.id = outbox.entity_id), 0)`)
}

/** Drops the acked commands of an entity this person no longer sees: no document will ever show them. */
export const dropAckedOf = (db: Database, noun: string, id: string): void => {
  db.run(`delete from outbox where state = 'acked' and noun = ? and entity_id = ?`, [noun, id])
}

export const listAcked = (db: Database): string[] =>
  db.all<{ id: string }>(`select id from outbox where state = 'acked'`).map((row) => row.id)

/**
 * Sends acked commands that are not shown yet once more: the server may have been restored to a state before its
 * answer. Otherwise it gives the same answer.
 */
export const resendAcked = (db: Database): void => {
  db.run(`update outbox set state = 'pending', acked_version = null where state = 'acked'`)
}

/** Drops acked commands by id, after a pull that started after their acknowledgement. */
export const dropAcked = (db: Database, ids: readonly string[]): void => {
  for (const id of ids) db.run(`delete from outbox where id = ? and state = 'acked'`, [id])
}

export const countPending = (db: Database): number =>
  db.get<{ n: number }>(`select count(*) n from outbox where state = 'pending'`)?.n ?? 0
export const countAttention = (db: Database): number =>
  db.get<{ n: number }>(`select count(*) n from outbox where state = 'refused'`)?.n ?? 0

/** A command that the server refused, with everything the person wrote. */
export type Refused = {
  commandId: CommandId
  name: string
  args: Record<string, unknown>
  noun: RuledNoun
  entityId: string
  at: number
  actedAt: number
  failure: Failure
}

/** What the server refused, newest first. */
export const listAttention = (db: Database): Refused[] =>
  db
    .all<OutboxRow & { failure: string }>(
      `select ${columns}, failure from outbox where state = 'refused' order by seq desc`,
    )
    .map((row) => ({
      commandId: row.id as CommandId,
      name: row.name,
      args: argsSchema.parse(JSON.parse(row.args)),
      noun: row.noun as RuledNoun,
      entityId: row.entity_id,
      at: row.at,
      actedAt: row.acted_at ?? row.at,
      failure: failureSchema.parse(JSON.parse(row.failure)) satisfies Failure,
    }))

export const isRefused = (db: Database, commandId: CommandId): boolean =>
  db.get(`select 1 from outbox where id = ? and state = 'refused'`, [commandId]) !== undefined

/** A person dismisses a refused command; its text stays in the history for a while. */
export const dismissAttention = (db: Database, commandId: CommandId, settledAt: Instant): void => {
  db.transaction(() => {
    if (!isRefused(db, commandId)) return
    remember(db, commandId, 'dismissed', settledAt)
    db.run('delete from outbox where id = ?', [commandId])
  })
}

/**
 * The next command gets a number above `floor`: numbers of a desk never repeat, whoever signed in and whichever file
 * was lost.
 */
export const raiseSeq = (db: Database, floor: number): void => {
  db.transaction(() => {
    const at = db.get<{ seq: number }>(`select seq from sqlite_sequence where name = 'outbox'`)?.seq
    if (at === undefined) db.run(`insert into sqlite_sequence (name, seq) values ('outbox', ?)`, [floor])
    else if (at < floor) db.run(`update sqlite_sequence set seq = ? where name = 'outbox'`, [floor])
  })
}

/** Recently sent or dismissed commands that a person can look back at. */
export const historyLimit = 300
/** Trimming reads the whole history, so it is done only every so many commands. */
const clearEvery = 64

/**
 * Copies a settled outbox row into the history, in the transaction that settles it.
 * @param settledAt by the corrected clock
 */
export const remember = (db: Database, commandId: string, state: 'sent' | 'dismissed', settledAt: Instant): void => {
  db.run(
    `insert or replace into history (seq, id, name, args, noun, entity_id, at, acted_at, state, settled_at)
     select seq, id, name, args, noun, entity_id, at, acted_at, ?, ? from outbox where id = ?`,
    [state, settledAt, commandId],
  )
  const seq = db.get<{ seq: number }>('select seq from outbox where id = ?', [commandId])?.seq ?? 0
  if (seq % clearEvery !== 0) return
  db.run(
    'delete from history where settled_at < (select settled_at from history order by settled_at desc limit 1 offset ?)',
    [historyLimit - 1],
  )
}
