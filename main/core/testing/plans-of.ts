import type { Database } from '../replica/driver'
import type { Replica } from '../replica/replica'

/** One query, and SQLite's plan for it, a line for each table. */
export type AskedPlan = { sql: string; plan: string[] }

/** @returns the plans of all queries that `ask` makes, in order */
export const plansOf = (replica: Replica, ask: (replica: Replica) => unknown): AskedPlan[] => {
  const asked: { sql: string; params: Parameters<Database['all']>[1] }[] = []
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
  ask({ ...replica, db: recording })
  return asked.map(({ sql, params }) => ({
    sql,
    plan: db.all<{ detail: string }>(`explain query plan ${sql}`, params).map(({ detail }) => detail),
  }))
}
