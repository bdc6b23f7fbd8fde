import { afterAll, expect, test } from 'vitest'
import type { Article } from '#shared/domain/article'
import { nouns } from '#shared/domain/register'
import type { Noun } from '#shared/domain/document'
import type { BootstrapCursor, BootstrapPage, Change, WireEvent } from '#shared/protocol/feed'
import { fail, ok } from '#shared/result'
import { readMeta, removeMeta } from '../replica/meta'
import type { Replica } from '../replica/replica'
import { searchArticles } from '../replica/search'
import {
  id,
  makeCall,
  makeCustomer,
  makePerson,
  makeTicket,
  openTestReplica,
  put,
  temporaryFolder,
} from '../testing/replica-fixture'
import { catchUp } from './catch-up'
import type { Wire } from './wire'

const folder = temporaryFolder()
afterAll(folder.clear)
const person = makePerson()
const perPage = 5

const noted = (version: number): WireEvent => ({
  version,
  name: 'ticket.noted',
  data: { text: '记录' },
  by: person.id,
  at: version,
  deviceAt: null,
  commandId: null,
})
const article = (title: string): Article => ({
  id: id(),
  sourceId: null,
  title,
  body: '先检查锁表会话 ORA-00942',
  product: 'NC',
  versions: '',
  problemDomain: null,
  errorCodes: [],
  solvedCount: 0,
  publishedAt: 1,
})
const makeMany = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const everything: Change[] = [
  ...makeMany(4, () => put('customer', 1, makeCustomer())),
  ...makeMany(6, () => put('call', 2, makeCall(person))),
  ...makeMany(8, (at) =>
    put('ticket', 3, makeTicket({ ownerId: person.id, updatedAt: at }), [noted(1), noted(2), noted(3)], true),
  ),
  ...makeMany(7, (at) => put('article', 1, article(`期末结转 ${String(at)}`))),
].sort((a, b) => nouns.indexOf(a.noun as Noun) - nouns.indexOf(b.noun as Noun) || (a.id < b.id ? -1 : 1))

const pageAfter = (cursor: BootstrapCursor | null): BootstrapPage => {
  const isAfter = (change: Change): boolean => {
    if (cursor === null) return true
    const order = nouns.indexOf(change.noun as Noun) - nouns.indexOf(cursor.noun as Noun)
    return order > 0 || (order === 0 && (cursor.afterId === null || change.id > cursor.afterId))
  }
  const left = everything.filter(isAfter)
  const last = left[perPage - 1]
  return {
    changes: left.slice(0, perPage),
    next: last === undefined ? null : { noun: last.noun, afterId: last.id },
    head: 40,
    total: everything.length,
    serverAt: Date.now(),
  }
}

/** A wire that is cut when it is asked for its `pages`th page. */
const lineFor = (pages: number): { wire: Wire; asked: (BootstrapCursor | null)[] } => {
  const asked: (BootstrapCursor | null)[] = []
  const wire: Wire = {
    push: () => Promise.resolve(fail('offline')),
    pull: (after) => Promise.resolve(ok({ after, upTo: 40, head: 40, serverAt: Date.now(), changes: [] })),
    bootstrap: (cursor) => {
      asked.push(cursor)
      return Promise.resolve(asked.length > pages ? fail('offline') : ok(pageAfter(cursor)))
    },
    presence: () => undefined,
    close: () => undefined,
  }
  return { wire, asked }
}

let made = 0
const openEmpty = (): Replica => {
  made += 1
  const replica = openTestReplica(folder.path, person, `${String(made)}.db`)
  removeMeta(replica.db, 'cursor')
  return replica
}

/** Runs until the end, until page `pages` cannot be had, or until another connection takes over after `slices`. */
const run = (replica: Replica, pages: number, slices = Number.POSITIVE_INFINITY): Promise<boolean> => {
  let notified = 0
  return catchUp({
    replica,
    wire: lineFor(pages).wire,
    sliceMs: 0,
    progress: () => undefined,
    notify: () => {
      notified += 1
    },
    isCurrent: () => notified < slices,
  })
}

const tables = ['document', 'event', 'ticket_row', 'call_row', 'customer_row']
const seen = (replica: Replica): unknown => [
  ...tables.map((table) => replica.db.all(`select * from ${table} order by 1, 2, 3`)),
  replica.db.all('select id, title, plain, codes from article_search order by id'),
  searchArticles(replica.db, '锁表', 50),
  replica.db.all(`select name from sqlite_master where type = 'index' order by name`),
  readMeta(replica.db, 'cursor'),
  readMeta(replica.db, 'bootstrap'),
]

test('a first filling that was cut anywhere resumes there, with the same result as an uncut one', async () => {
  const fresh = openEmpty()
  expect(await run(fresh, 100)).toBe(true)
  expect(fresh.db.get<{ n: number }>('select count(*) n from document')?.n).toBe(everything.length)
  expect(readMeta(fresh.db, 'cursor')).toBe(40)
  const wanted = seen(fresh)
  for (let pages = 0; pages <= everything.length / perPage; pages++) {
    const replica = openEmpty()
    expect(await run(replica, pages)).toBe(false)
    expect(readMeta(replica.db, 'cursor')).toBeNull()
    expect(await run(replica, 100)).toBe(true)
    expect(seen(replica)).toEqual(wanted)
    replica.db.close()
  }
  for (let slices = 1; slices < everything.length; slices++) {
    const replica = openEmpty()
    expect(await run(replica, 100, slices)).toBe(false)
    expect(replica.db.get<{ n: number }>('select count(*) n from document')?.n).toBe(slices)
    expect(await run(replica, 100)).toBe(true)
    expect(seen(replica)).toEqual(wanted)
    replica.db.close()
  }
  fresh.db.close()
})

test('a first filling resumes after the last applied document and requests pages ahead', async () => {
  const replica = openEmpty()
  await run(replica, 100, perPage + 2)
  const { wire, asked } = lineFor(1)
  let isFirstIn = false
  await catchUp({
    replica,
    wire,
    sliceMs: 0,
    progress: () => undefined,
    isCurrent: () => true,
    notify: () => {
      if (!isFirstIn) expect(asked).toHaveLength(2)
      isFirstIn = true
    },
  })
  const reached = everything[perPage + 1]
  expect(asked[0]).toEqual({ noun: reached?.noun, afterId: reached?.id })
  expect(isFirstIn).toBe(true)
  replica.db.close()
})
