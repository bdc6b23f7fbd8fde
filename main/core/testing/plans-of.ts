import type { Database } from '../replica/driver'
import type { Replica } from '../replica/replica'

/** One query, and SQLite's plan for it, a line for each table. */
export type AskedPlan = { sql: string; plan: string[] }
/** A query with its parameters. */
export type AskedQuery = { sql: string; params: Parameters<Database['all']>[1] }

/** @returns the replica, and all queries that it is asked from now on, in order */
export const recordQueries = (replica: Replica): { replica: Replica; asked: AskedQuery[] } => {
  const asked: AskedQuery[] = []
  const { db } = replica
  const recording: Database = {
    ...db,
    get: (sql, params) => {
      asked.push({ sql, params })
      return db.get(sql, params)
    },
    all: (sql, params) => {
      asked.push({ sql, params })
      return db.all(sql, params)
    },
  }
  return { replica: { ...replica, db: recording }, asked }
}

/** @returns the plans of all queries that `ask` makes, in order */
export const plansOf = (replica: Replica, ask: (replica: Replica) => unknown): AskedPlan[] => {
  const recorded = recordQueries(replica)
  ask(recorded.replica)
  return recorded.asked.map(({ sql, params }) => ({
    sql,
    plan: replica.db.all<{ detail: string }>(`explain query plan ${sql}`, params).map(({ detail }) => detail),
  }))
}
