import { z } from 'zod'
import { openObject } from '../open-object'
import { appointmentIdSchema, organisationIdSchema, personIdSchema, ticketIdSchema, workOrderIdSchema } from '../ids'
import { sightAudiences, type Audience } from './audience'
import type { Calendar } from './calendar'
import { maxRemark } from './limits'
import { instantSchema, type Instant } from './time'
import { endOfWorkingDay } from './working-time'

export const orderStatuses = [
  'offered',
  'accepted',
  'refused',
  'contacted',
  'booked',
  'underWay',
  'done',
  'handedOn',
  'withdrawn',
] as const
export const orderStatusSchema = z.enum(orderStatuses)
export type OrderStatus = z.infer<typeof orderStatusSchema>

/** Those of an order that somebody still works on, or is to. */
export const liveOrderStatuses = ['offered', 'accepted', 'contacted', 'booked', 'underWay'] as const
export const isOrderLive = ({ status }: { status: OrderStatus }): boolean =>
  liveOrderStatuses.some((live) => live === status)

/** How the customer is helped: from afar, or at their place. */
export const serviceModeSchema = z.enum(['remote', 'onSite'])
export type ServiceMode = z.infer<typeof serviceModeSchema>

/** The most characters in the fields of an order. */
export const maxOrderText = { contactName: 100, contactPhone: 40, address: 300, bring: maxRemark } as const

/** When somebody goes, as their calendar has it. */
export const orderAppointmentSchema = openObject({
  id: appointmentIdSchema,
  personId: personIdSchema,
  from: instantSchema,
  to: instantSchema,
})
export type OrderAppointment = z.infer<typeof orderAppointmentSchema>

/**
 * 派工单: an authorised organisation is asked to serve a customer. Its life:
 *
 *   offered ──▶ accepted ──▶ contacted ──▶ booked ──▶ underWay ──▶ done
 *      │            │            │  └──────────┼──────────▲ │
 *      ▼            └────────────┴─────────────┴────────────┴──▶ handedOn
 *   refused         and from each of these, and from offered ──▶ withdrawn
 *
 * refused, done, handedOn and withdrawn are final: what goes on is another order.
 */
export const workOrderSchema = openObject({
  id: workOrderIdSchema,
  ticketId: ticketIdSchema,
  organisationId: organisationIdSchema,
  status: orderStatusSchema,
  /** Confirmed with the customer by whoever dispatched it. */
  contactName: z.string().max(maxOrderText.contactName),
  contactPhone: z.string().max(maxOrderText.contactPhone),
  address: z.string().max(maxOrderText.address),
  note: z.string().max(maxRemark),
  bring: z.string().max(maxOrderText.bring),
  offeredBy: personIdSchema.nullable(),
  offeredAt: instantSchema,
  /** The manager who accepted or refused it. */
  managerId: personIdSchema.nullable(),
  consultantId: personIdSchema.nullable(),
  /** 电话预约: how often it was tried, when it was reached, and what was understood. */
  contactTries: z.number().int().nonnegative(),
  contactedAt: instantSchema.nullable(),
  understanding: z.string().max(maxRemark),
  mode: serviceModeSchema.nullable(),
  /** The appointment agreed on last; absent where there was none yet. */
  appointment: orderAppointmentSchema.nullable().optional(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** Why it was refused, handed on or withdrawn; what was done. */
  outcome: z.string().max(maxRemark),
  /** When something happened to it last. */
  movedAt: instantSchema,
  /** When contact was due, where the day passed without it; as the server noticed it. */
  contactMissedAt: instantSchema.nullable(),
  /** Since when it is under way from afar, and when its 60 minutes were over; absent on orders older than them. */
  remoteSince: instantSchema.nullable().optional(),
  remotePassedAt: instantSchema.nullable().optional(),
  /** The organisation sees order, ticket and customer no more. */
  sightEndedAt: instantSchema.nullable(),
})
export type WorkOrder = z.infer<typeof workOrderSchema>

export const workOrderAudiences = (order: WorkOrder): Audience[] => [
  'vendor',
  ...(order.sightEndedAt === null ? sightAudiences(order) : []),
]

/** Whether the ticket and the customer's file stay in sight: for a while after the work, not after a refusal. */
export const givesSight = ({ status, sightEndedAt }: Pick<WorkOrder, 'status' | 'sightEndedAt'>): boolean =>
  sightEndedAt === null && status !== 'refused' && status !== 'withdrawn'

/**
 * 当天联系: until when the customer is to be called, by the organisation's own calendar.
 * @returns null once they were reached or nobody has to, and in a calendar without work
 */
export const contactDueAt = (
  { status, offeredAt }: Pick<WorkOrder, 'status' | 'offeredAt'>,
  calendar: Calendar,
): Instant | null => (status === 'offered' || status === 'accepted' ? endOfWorkingDay(calendar, offeredAt) : null)
