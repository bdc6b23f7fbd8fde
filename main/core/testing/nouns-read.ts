import type { Noun } from '#shared/domain/document'
import { isKnownNoun } from '../replica/documents'
import type { Database } from '../replica/driver'
import type { AskedQuery } from './plans-of'

/** Whose rows a table has; null where each row names its noun itself. */
const nounOfTable: Record<string, Noun | null> = {
  document: null,
  event: null,
  pending_event: null,
  outbox: null,
  ticket_row: 'ticket',
  call_row: 'call',
  call_desk: 'call',
  customer_row: 'customer',
  service_code_row: 'serviceCode',
  remote_row: 'remoteSession',
  order_row: 'workOrder',
  article_search: 'article',
  article_token: 'article',
}

type Step = { opcode: string; p2: number; p3: number }

/**
 * The tables whose pages the compiled query opens, itself or through an index: no reading of SQL could be fooled less.
 * A virtual table has no pages of its own, and is known by its name.
 */
const tablesOf = (db: Database, { sql, params }: AskedQuery): string[] => {
  const roots = new Map(
    db
      .all<{ rootpage: number; tbl_name: string }>('select rootpage, tbl_name from sqlite_master where rootpage > 0')
      .map((row) => [row.rootpage, row.tbl_name]),
  )
  return db.all<Step>(`explain ${sql}`, params).flatMap(({ opcode, p2, p3 }) => {
    if (opcode === 'OpenRead' && p3 === 0) return [roots.get(p2) ?? `page ${String(p2)}`]
    if (opcode !== 'VOpen') return []
    const names = ['article_token', 'json_each'].filter((name) => sql.includes(name))
    return names.length === 0 ? ['a virtual table'] : names.filter((name) => name !== 'json_each')
  })
}

/** The nouns that a query of `document` or an event table asks for, as parameters or in words. */
const namedNouns = ({ sql, params = [] }: AskedQuery): string[] =>
  [...sql.matchAll(/\bnoun = (?:\?|'(\w+)')/g)].map(
    ({ index, 1: word }) => word ?? String(params[sql.slice(0, index).split('?').length - 1]),
  )

/**
 * @returns the nouns of the documents that a query looks for, whether it finds any or not
 * @throws where that cannot be told: a table without a noun, or documents of any noun
 */
export const nounsRead = (db: Database, query: AskedQuery): Noun[] =>
  tablesOf(db, query).flatMap((table) => {
    const noun = nounOfTable[table]
    const nouns = noun === null ? namedNouns(query) : [noun ?? '']
    if (nouns.length === 0 || !nouns.every(isKnownNoun))
      throw new Error(`${table} is read, and no noun says whose it is: ${query.sql}`)
    return nouns.filter(isKnownNoun)
  })
