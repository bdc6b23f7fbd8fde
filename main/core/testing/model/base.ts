import type { ModelServer } from './server'
import { applyBootstrapPage } from '../../replica/apply-page'
import { writeMeta } from '../../replica/meta'
import type { Replica } from '../../replica/replica'
import { scopesKeyOf } from './feed'
import type { Console } from './console'

const tables = [
  'document',
  'event',
  'pending_event',
  'outbox',
  'meta',
  'ticket_row',
  'call_row',
  'call_desk',
  'customer_row',
  'service_code_row',
  'remote_row',
  'order_row',
]
const articles = 'select id, title, plain, codes from article_search order by id'

const empty = ({ db }: Replica): void =>
  db.exec(
    `begin; ${[...tables, 'article_token', 'article_search'].map((table) => `delete from main.${table};`).join('')} commit`,
  )

const fill = (server: ModelServer, replica: Replica): void => {
  writeMeta(replica.db, 'scopesKey', scopesKeyOf(replica.person))
  applyBootstrapPage(replica, server.bootstrap(replica.person.id, null, 1000))
}

class Undo extends Error {}

/**
 * @returns what `look` sees in a file that got everything at once and nothing before; never committed, so the file
 *   stays empty
 */
export const lookAtFresh = (server: ModelServer, replica: Replica, look: (replica: Replica) => string): string => {
  let seen = ''
  try {
    replica.db.transaction(() => {
      fill(server, replica)
      seen = look(replica)
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
  return seen
}

/**
 * Stores copies of a filled console's tables, so that the next history starts from them instead of filling again.
 */
const keepBase = (server: ModelServer, console: Console): void => {
  const { db } = console.replica
  empty(console.replica)
  fill(server, console.replica)
  for (const table of tables) db.exec(`create temp table base_${table} as select * from main.${table}`)
  console.hasBase = true
}

/** Resets a console to the start of a history: filled with the first world, or empty. */
export const resetConsole = (server: ModelServer, console: Console, isFilled: boolean): void => {
  const { replica } = console
  const { db } = replica
  replica.person = console.signedIn
  console.fuse.left = Number.POSITIVE_INFINITY
  Object.assign(console, { delayed: [], isConnected: false, isUnaware: false, tries: new Map() })
  if (!console.hasBase) keepBase(server, console)
  if (!isFilled) return empty(replica)
  const indexed = JSON.stringify(db.all(articles))
  if (indexed === '[]') {
    empty(replica)
    return fill(server, replica)
  }
  db.exec(
    `begin; ${tables.map((table) => `delete from main.${table}; insert into main.${table} select * from base_${table};`).join('')} update article_search set solved_count = 0; commit`,
  )
}
