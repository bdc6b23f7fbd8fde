import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { createPool } from '../db/connection'
import type { Database } from '../db/database'

/** One query, and every index that its plan uses. */
export type QueryPlan = { sql: string; indexes: string[] }

type PlanNode = { 'Index Name'?: string; Plans?: PlanNode[] }

const indexesIn = (node: PlanNode): string[] => [
  ...(node['Index Name'] === undefined ? [] : [node['Index Name']]),
  ...(node.Plans ?? []).flatMap(indexesIn),
]

/**
 * Records the queries of the product, then has PostgreSQL explain each of them with the same values.
 * @returns the plans of everything that `ask` selected, in order
 */
export const plansOf = async (url: string, ask: (db: Kysely<Database>) => Promise<unknown>): Promise<QueryPlan[]> => {
  const asked: CompiledQuery[] = []
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: createPool(url, 2) }),
    log: ({ query }) => {
      if (query.sql.trimStart().startsWith('select')) asked.push(query)
    },
  })
  try {
    await ask(db)
    const plans: QueryPlan[] = []
    for (const { sql, parameters } of [...asked]) {
      const { rows } = await db.executeQuery<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
        CompiledQuery.raw(`explain (format json) ${sql}`, [...parameters]),
      )
      plans.push({ sql, indexes: rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => indexesIn(Plan))) })
    }
    return plans
  } finally {
    await db.destroy()
  }
}
