import { sql, type Kysely } from 'kysely'

/** The clock looks at the few orders that are under way from afar and have not been for too long yet. */
export const remoteOrders = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create index document_order_from_afar on document (id)
      where noun = 'workOrder' and body->>'status' = 'underWay' and body->>'remotePassedAt' is null;
  `.execute(db)
}
