import { sql } from 'kysely'
import type { Customer } from '#shared/domain/customer'
import { movesFollowers, reachOf } from '#shared/domain/followers'
import { normalisePhoneNumber } from '#shared/domain/phone-number'
import { chain, chainStart } from '../audit/chain'
import { lockFollowers, readAudiences } from './audiences'
import { isDirty, keyText, type Body, type LoadedDocument, type Work } from './work'

/** Guards the numbers of feed and audit: only one transaction at a time is between numbering and commit. */
const numberingLock = 46462
export const feedChannel = 'hotline_feed'
/** PostgreSQL takes 65,535 parameters in one statement; an event has ten. */
const rowsPerInsert = 1000

type Change = LoadedDocument & { body: Body; audiences: string[] }

const inChunks = async <T>(rows: readonly T[], insert: (chunk: T[]) => Promise<unknown>): Promise<void> => {
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    await insert(rows.slice(start, start + rowsPerInsert))
}

const changesOf = async (work: Work): Promise<Change[]> => {
  const changes: Change[] = []
  const addChange = async (document: LoadedDocument): Promise<Change | null> => {
    const { body } = document
    if (body === null) return null
    const change = { ...document, body, audiences: await readAudiences(work, { ...document, body }) }
    changes.push(change)
    return change
  }
  const moved: LoadedDocument[] = []
  for (const document of [...work.loaded.values()].filter(isDirty)) {
    const change = await addChange(document)
    if (change !== null && movesFollowers(change.noun, change.stored?.audiences ?? null, change.audiences))
      moved.push(change)
  }
  for (const follower of await lockFollowers(work, moved)) {
    if (isDirty(follower)) continue
    follower.version += 1
    await addChange(follower)
  }
  return changes.sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1))
}

const writeDocuments = async (work: Work, changes: readonly Change[]): Promise<void> => {
  const rowOf = ({ noun, id, version, body, audiences }: Change) => {
    const json = JSON.stringify(body)
    return { noun, id, version, body: json, size: Buffer.byteLength(json), audiences }
  }
  // A plain insert for new documents: if another transaction inserted first, it fails and this transaction is retried.
  await inChunks(changes.filter((change) => change.stored === null).map(rowOf), (rows) =>
    work.trx.insertInto('document').values(rows).execute(),
  )
  await inChunks(changes.filter((change) => change.stored !== null).map(rowOf), (rows) =>
    work.trx
      .insertInto('document')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['noun', 'id']).doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'),
          body: eb.ref('excluded.body'),
          size: eb.ref('excluded.size'),
          audiences: eb.ref('excluded.audiences'),
        })),
      )
      .execute(),
  )
}

const writePhones = async (work: Work, changes: readonly Change[]): Promise<void> => {
  const customers = changes.filter((change) => change.noun === 'customer').map((change) => change.body as Customer)
  if (customers.length === 0) return
  await work.trx
    .deleteFrom('contact_phone')
    .where(
      'customer_id',
      'in',
      customers.map((customer) => customer.id),
    )
    .execute()
  const rows = customers.flatMap((customer) =>
    customer.contacts.flatMap((contact) =>
      contact.phones.flatMap((phone) => {
        const number = normalisePhoneNumber(phone)
        return number === null ? [] : [{ number, customer_id: customer.id, contact_id: contact.id }]
      }),
    ),
  )
  await inChunks(rows, (chunk) =>
    work.trx
      .insertInto('contact_phone')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

const writeAudit = async (work: Work, last: { seq: number; hash: string }): Promise<void> => {
  await inChunks(chain(work.audit, last), (rows) =>
    work.trx
      .insertInto('audit')
      .values(
        rows.map((row) => ({
          seq: row.seq,
          at: row.at,
          person_id: row.personId,
          action: row.action,
          entity: row.entity,
          outcome: row.outcome,
          detail: JSON.stringify(row.detail),
          previous_hash: row.previousHash,
          hash: row.hash,
        })),
      )
      .execute(),
  )
}

/**
 * Writes what a transaction has changed. Feed and audit numbers are assigned under one lock as the last step before
 * commit, so that their order is the order of commits and no reader skips a late one.
 * @returns the last feed number assigned, null where the feed got no rows.
 */
export const writeWork = async (work: Work): Promise<number | null> => {
  const changes = await changesOf(work)
  if (changes.length === 0 && work.audit.length === 0) return null
  await writeDocuments(work, changes)
  await writePhones(work, changes)
  await sql`select pg_advisory_xact_lock(${numberingLock})`.execute(work.trx)
  // A statement of its own: its snapshot must be taken after the lock.
  const {
    rows: [heads],
  } = await sql<{ feed: number; audit: number; hash: string | null }>`
    select coalesce((select max(seq) from feed), 0) as feed, coalesce((select max(seq) from audit), 0) as audit,
      (select hash from audit order by seq desc limit 1) as hash`.execute(work.trx)
  if (heads === undefined) throw new Error('the heads of feed and audit could not be read')
  const seqs = new Map(changes.map((change, index) => [keyText(change), heads.feed + index + 1]))
  await inChunks(changes, (chunk) =>
    work.trx
      .insertInto('feed')
      .values(
        chunk.map((change) => {
          const { audiences, addedAudiences } = reachOf(change.stored?.audiences ?? [], change.audiences)
          return {
            seq: seqs.get(keyText(change)) ?? 0,
            noun: change.noun,
            entity_id: change.id,
            audiences,
            added_audiences: addedAudiences,
          }
        }),
      )
      .execute(),
  )
  await inChunks(work.events, (chunk) =>
    work.trx
      .insertInto('event')
      .values(
        chunk.map((event) => ({
          noun: event.noun,
          entity_id: event.id,
          version: event.version,
          name: event.name,
          data: JSON.stringify(event.data),
          by_person: event.by,
          actor: event.actor === undefined ? null : JSON.stringify(event.actor),
          at: event.at,
          device_at: event.deviceAt,
          acted_at: event.actedAt ?? null,
          command_id: event.commandId,
          feed_seq: seqs.get(keyText(event)) ?? 0,
        })),
      )
      .execute(),
  )
  await writeAudit(work, { seq: heads.audit, hash: heads.hash ?? chainStart })
  if (changes.length === 0) return null
  const last = heads.feed + changes.length
  await sql`select pg_notify(${feedChannel}, ${String(last)})`.execute(work.trx)
  return last
}
