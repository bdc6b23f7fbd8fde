import { sql, type Kysely } from 'kysely'

/**
 * Tickets are found by their customer, whose shares they have in their audiences; orders by what the clock has to look
 * at: those nobody has called the customer for, and those that are over but still in sight.
 */
export const workOrders = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create index document_ticket_customer on document ((body->>'customerId')) where noun = 'ticket';
    create index document_order_to_contact on document (id)
      where noun = 'workOrder' and body->>'status' in ('offered', 'accepted') and body->>'contactMissedAt' is null;
    create index document_order_in_sight on document (((body->>'endedAt')::bigint))
      where noun = 'workOrder' and body->>'sightEndedAt' is null;
  `.execute(db)
}
