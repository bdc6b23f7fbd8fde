import { z } from 'zod'
import { ticketIdSchema, workOrderIdSchema } from '../ids'
import { query } from './define-call'
import {
  maxBatch,
  orderBatchSchema,
  orderCandidateSchema,
  orderFilterSchema,
  orderListSchema,
  orderViewSchema,
} from './order-views'

/** Work orders. */
export const orderCalls = {
  /** The live ones by what is due first, then the ended ones, the last one first; with counts. */
  'order.list': query(orderFilterSchema, orderListSchema, {
    workOrder: true,
    schedule: true,
    ticket: true,
    customer: true,
    organisation: true,
    person: true,
  }),
  /** The orders of a ticket, the latest first. */
  'order.listOfTicket': query(z.object({ ticketId: ticketIdSchema }), z.array(orderViewSchema), {
    workOrder: true,
    schedule: true,
    organisation: true,
    person: true,
  }),
  /** One order; null where it is not in sight. */
  'order.read': query(z.object({ orderId: workOrderIdSchema }), orderViewSchema.nullable(), {
    workOrder: true,
    schedule: true,
    organisation: true,
    person: true,
  }),
  /** The organisations that may be asked to serve a ticket's customer, the fittest first. */
  'order.listCandidates': query(z.object({ ticketId: ticketIdSchema }), z.array(orderCandidateSchema), {
    workOrder: true,
    ticket: true,
    customer: true,
    organisation: true,
    person: true,
  }),
  /** Several tickets that are to be dispatched in one act. */
  'order.readBatch': query(z.object({ ticketIds: z.array(ticketIdSchema).max(maxBatch) }), orderBatchSchema, {
    workOrder: true,
    ticket: true,
    customer: true,
    organisation: true,
    person: true,
  }),
} as const
