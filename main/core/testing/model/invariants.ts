import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { expectCalendars } from './calendars'
import { readAudiences } from './model-database'
import type { ModelServer } from './server'
import type { Database } from '../../replica/driver'
import { readMeta } from '../../replica/meta'
import { rebase } from '../../replica/rebase'
import type { Replica } from '../../replica/replica'
import type { Console } from './console'

/** Every command that was accepted at a console, until its person has dismissed its refusal. */
export type Ledger = Map<
  string,
  {
    console: Console
    note: string | null
    /** The server did it, and then an older backup of the server was restored. */ isLostToBackup: boolean
  }
>

type SeenVersions = { cursor: number; versions: Map<string, number> }
const seenVersions = new WeakMap<Console, SeenVersions>()
/** From here on the replica may be older than what the console has seen. */
export const forgetSeenVersions = (console: Console): void => {
  seenVersions.delete(console)
}

/** Nothing goes back in time: neither the cursor nor any document that stays. */
const expectForward = (console: Console): void => {
  const { db } = console.replica
  const before = seenVersions.get(console)
  const after: SeenVersions = {
    cursor: readMeta(db, 'cursor') ?? before?.cursor ?? 0,
    versions: new Map(
      db
        .all<{ id: string; version: number }>(
          `select noun || ' ' || id id, version from document where body is not null`,
        )
        .map((row) => [row.id, row.version]),
    ),
  }
  seenVersions.set(console, after)
  if (before === undefined) return
  expect(after.cursor, 'the cursor goes forward').toBeGreaterThanOrEqual(before.cursor)
  for (const [id, version] of after.versions)
    if (version < (before.versions.get(id) ?? 0))
      throw new Error(`${id} went back from ${String(before.versions.get(id))} to ${String(version)}`)
}

/** A command is pending, acked, refused, or gone because the server has done it and its document here shows that. */
const expectAccounted = (server: ModelServer, ledger: Ledger, console: Console): void => {
  const rows = new Map(
    console.replica.db
      .all<{ id: string; state: string }>('select id, state from outbox')
      .map((row) => [row.id, row.state]),
  )
  for (const [id, entry] of ledger) {
    if (entry.console !== console) continue
    const state = rows.get(id)
    const answer = server.answerTo(id)
    const status = answer?.status
    if (entry.isLostToBackup || state === 'pending' || console.isUnaware) continue
    if (state === 'refused' ? status === 'accepted' : status !== 'accepted')
      throw new Error(`${id} is ${state ?? 'gone'} here and ${status ?? 'unknown'} at the server`)
    if (state !== undefined || answer?.status !== 'accepted') continue
    const shown = seenVersions.get(console)?.versions.get(`${answer.noun} ${answer.entityId}`)
    if (shown !== undefined && shown < answer.version)
      throw new Error(`${id} is gone before its change is here: ${String(shown)}, not ${String(answer.version)}`)
  }
}

class Undo extends Error {}

const isText = (value: unknown): value is string => typeof value === 'string' && value.startsWith('{')
/** Parses nested JSON, so that the order of fields does not matter. */
const unfold = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown) => (isText(value) ? (JSON.parse(value) as unknown) : value))

/** Text first, because it is nearly always the same and costs nothing. */
const expectEqual = (actual: string, expected: string, law: string): void => {
  if (actual === expected) return
  const [here, there] = [unfold(actual), unfold(expected)]
  if (!isDeepStrictEqual(here, there)) expect(here, law).toEqual(there)
}

const overlays = (db: Database): string =>
  JSON.stringify([
    db.all('select noun, id, overlay from document where overlay is not null order by noun, id'),
    db.all('select * from pending_event order by noun, id, version'),
  ])

/**
 * Rebasing again changes nothing, because what is shown is what the rules decide now. Not checked during a filling,
 * whose end rebases.
 */
const expectRebased = ({ replica }: Console): void => {
  const { db } = replica
  if (readMeta(db, 'cursor') === null) return
  const shown = overlays(db)
  if (shown === '[[],[]]' && db.get(`select 1 from outbox where state in ('pending', 'acked')`) === undefined) return
  let again = ''
  try {
    db.transaction(() => {
      rebase(replica, [])
      again = overlays(db)
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
  expectEqual(shown, again, 'what is shown is decided again to the same')
}

/** Invariants after each step, at the console that took it. */
export const expectSound = (server: ModelServer, ledger: Ledger, console: Console): void => {
  expectForward(console)
  expectAccounted(server, ledger, console)
  expectRebased(console)
}

/** Everything a screen can see, without what only this replica's past could explain. */
export const dump = ({ db }: Replica): string =>
  JSON.stringify({
    documents: db.all('select noun, id, version, body, overlay from document order by noun, id'),
    events: db.all('select noun, id, version, body from event order by noun, id, version'),
    pending: db.all('select * from pending_event order by noun, id, version'),
    tickets: db.all('select * from ticket_row order by id'),
    calls: db.all('select * from call_row order by id'),
    desks: db.all('select * from call_desk order by person_id, call_id'),
    customers: db.all('select * from customer_row order by id'),
    orders: db.all('select * from order_row order by id'),
    serviceCodes: db.all('select * from service_code_row order by id'),
    articles: db.all(
      'select id, title, plain, codes, product, problem_domain, solved_count from article_search order by id',
    ),
  })

export const expectSame = (streamed: string, fresh: string): void =>
  expectEqual(streamed, fresh, 'a replica that streamed equals one built fresh')

/** A document's audiences are those of the document that it follows, whenever that one moved. */
const expectFollowed = (server: ModelServer): void => {
  const read: Parameters<typeof readAudiences>[2] = (noun, id) => (server.read(noun, id)?.body ?? null) as never
  for (const { noun, id, body, audiences } of server.documents())
    expect(audiences, `the audiences of ${noun} ${id}`).toEqual(readAudiences(noun, body, read))
}

/** At the end nothing waits, nothing is lost, nothing was done twice. */
export const expectComplete = (server: ModelServer, ledger: Ledger): void => {
  expectFollowed(server)
  expectCalendars(server)
  const times = new Map<string, number>()
  for (const kept of server.documents())
    for (const event of kept.events)
      if (event.name === 'ticket.noted')
        times.set(String(event.data['text']), (times.get(String(event.data['text'])) ?? 0) + 1)
  for (const [text, count] of times)
    if (count > 1) throw new Error(`${text} stands ${String(count)} times at the server`)
  for (const [id, { note, isLostToBackup }] of ledger) {
    const status = server.answerTo(id)?.status
    if (isLostToBackup) continue
    if (status === undefined) throw new Error(`${id} never reached the server`)
    if (note !== null && (times.get(note) ?? 0) !== (status === 'accepted' ? 1 : 0))
      throw new Error(`${note} was ${status} and stands ${String(times.get(note) ?? 0)} times`)
  }
}
