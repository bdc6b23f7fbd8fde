import { z } from 'zod'
import { appointmentIdSchema, organisationIdSchema, personIdSchema, ticketIdSchema, workOrderIdSchema } from '../ids'
import { accept, actorId, reject, type Context, type Decision } from './decision'
import { commandsOf, existing, type CommandIn } from './define-noun'
import { isHandler, orderHandlers } from './handlers'
import { maxRemark } from './limits'
import { caseWorkers, type Role } from './role'
import { isTicketOpen } from './ticket'
import { instantSchema } from './time'
import {
  isOrderLive,
  maxOrderText,
  orderAppointmentSchema,
  serviceModeSchema,
  type OrderStatus,
  type WorkOrder,
} from './work-order'
import type { WorkOrderFact } from './work-order-events'

/** Who dispatches, who manages at an organisation, and who works on an order. */
const dispatchers: readonly Role[] = ['agent', 'supervisor']
const managers: readonly Role[] = ['manager', 'supervisor']
const workers: readonly Role[] = ['manager', 'supervisor', 'consultant']

type Decide<A> = (order: WorkOrder, args: A, context: Context) => Decision<WorkOrderFact>

const isOfOrganisation = ({ organisationId }: WorkOrder, { actor, read }: Context): boolean =>
  actor.kind === 'person' && read('person', actor.id)?.organisationId === organisationId

const isOfVendor = ({ actor, read }: Pick<Context, 'actor' | 'read'>): boolean =>
  actor.kind === 'person' && read('person', actor.id)?.organisationKind === 'vendor'

/** A rule for the organisation's management, in certain states. */
const managed = <A>(statuses: readonly OrderStatus[], decide: Decide<A>) =>
  existing<WorkOrder, A, WorkOrderFact>((order, args, context) => {
    if (!isOfOrganisation(order, context)) return reject('orderNotYours')
    return statuses.includes(order.status) ? decide(order, args, context) : reject('orderState', stateOf(order))
  })
/** A rule for the management and for who was chosen to go. */
const worked = <A>(statuses: readonly OrderStatus[], decide: Decide<A>) =>
  existing<WorkOrder, A, WorkOrderFact>((order, args, context) => {
    const isOwn = order.consultantId !== null && order.consultantId === actorId(context.actor)
    const isManager = isOfOrganisation(order, context) && managers.some((role) => role === roleOf(context))
    if (!isOwn && !isManager) return reject('orderNotYours')
    return statuses.includes(order.status) ? decide(order, args, context) : reject('orderState', stateOf(order))
  })
const roleOf = ({ actor }: Context): Role | null => (actor.kind === 'person' ? actor.role : null)
const stateOf = ({ status }: WorkOrder): Record<string, string> => ({ status })

const { command, systemCommand } = commandsOf<WorkOrder, WorkOrderFact>()
const id = { orderId: workOrderIdSchema }
const words = z.string().trim().min(1).max(maxRemark)
const remark = z.string().trim().max(maxRemark)

export const workOrderCommands = {
  /** 派工. A ticket has one live order; contact and address were confirmed with the customer. */
  'workOrder.offer': command({
    args: z.object({
      ...id,
      ticketId: ticketIdSchema,
      organisationId: organisationIdSchema,
      contactName: z.string().trim().max(maxOrderText.contactName),
      contactPhone: z.string().trim().max(maxOrderText.contactPhone),
      address: z.string().trim().max(maxOrderText.address),
      note: remark,
      bring: z.string().trim().max(maxOrderText.bring),
      /** Contact, telephone and address were read back to the customer. */
      isConfirmed: z.boolean(),
    }),
    may: dispatchers,
    decide: (state, args, { actor, read }) => {
      if (state !== null) return reject('alreadyExists')
      if (!isOfVendor({ actor, read })) return reject('orderNotYours')
      const ticket = read('ticket', args.ticketId)
      if (ticket === null) return reject('notFound')
      if (!isTicketOpen(ticket)) return reject('ticketNotOpen')
      if (ticket.orders?.some(isOrderLive) === true) return reject('orderAlreadyLive')
      const organisation = read('organisation', args.organisationId)
      if (organisation === null || organisation.kind !== 'authorised') return reject('orderNeedsOrganisation')
      if ((organisation.state ?? 'active') !== 'active')
        return reject('organisationNotActive', { name: organisation.name })
      if (args.contactName === '' || args.contactPhone === '') return reject('orderNeedsContact')
      if (!args.isConfirmed) return reject('orderNotConfirmed')
      return accept({ name: 'workOrder.offered', data: args })
    },
  }),
  /** Of two managers the second is told that it is accepted already. */
  'workOrder.accept': command({
    args: z.object(id),
    may: managers,
    decide: managed(['offered', 'accepted'], (order, _, { actor }) => {
      if (order.status === 'offered') return accept({ name: 'workOrder.accepted', data: {} })
      return order.managerId === actorId(actor) ? accept() : reject('orderState', stateOf(order))
    }),
  }),
  'workOrder.refuse': command({
    args: z.object({ ...id, reason: words }),
    may: managers,
    decide: managed(['offered'], (_, { reason }) => accept({ name: 'workOrder.refused', data: { reason } })),
  }),
  /** Who goes: a consultant or manager of the organisation. */
  'workOrder.assign': command({
    args: z.object({ ...id, consultantId: personIdSchema }),
    may: managers,
    decide: managed(['accepted', 'contacted', 'booked', 'underWay'], (order, { consultantId }, { read }) => {
      const person = read('person', consultantId)
      if (person?.organisationId !== order.organisationId || !workers.includes(person.role))
        return reject('orderNeedsColleague')
      if (order.consultantId === consultantId) return accept()
      return accept({ name: 'workOrder.assigned', data: { consultantId, before: order.consultantId } })
    }),
  }),
  /** Writes one audit row: the contact's whole number was read. It changes nothing. */
  'workOrder.revealPhone': command({
    args: z.object(id),
    may: caseWorkers,
    decide: existing((order, _, context) =>
      isHandler(orderHandlers(order), context) ? accept() : reject('phoneNotYours'),
    ),
  }),
  'workOrder.tryContact': command({
    args: z.object({ ...id, note: remark }),
    may: workers,
    decide: worked(['accepted', 'contacted', 'booked'], (_, { note }) =>
      accept({ name: 'workOrder.contactTried', data: { note } }),
    ),
  }),
  'workOrder.contact': command({
    args: z.object({ ...id, understanding: words, mode: serviceModeSchema }),
    may: workers,
    decide: worked(['accepted', 'contacted', 'booked'], (_, data) =>
      accept({ name: 'workOrder.contacted', data: { understanding: data.understanding, mode: data.mode } }),
    ),
  }),
  'workOrder.start': command({
    args: z.object({ ...id, mode: serviceModeSchema }),
    may: workers,
    decide: worked(['contacted', 'booked', 'underWay'], (order, { mode }) =>
      order.status === 'underWay' && order.mode === mode
        ? accept()
        : accept({ name: 'workOrder.started', data: { mode } }),
    ),
  }),
  'workOrder.finish': command({
    args: z.object({ ...id, result: words }),
    may: workers,
    decide: worked(['underWay', 'done'], (order, { result }) => {
      if (order.status === 'done') return order.outcome === result ? accept() : reject('orderState', stateOf(order))
      return accept({ name: 'workOrder.finished', data: { result } })
    }),
  }),
  /** 转出: the organisation cannot solve it; the case is the dispatcher's again. */
  'workOrder.handOn': command({
    args: z.object({ ...id, reason: words }),
    may: workers,
    decide: worked(['accepted', 'contacted', 'booked', 'underWay'], (_, { reason }) =>
      accept({ name: 'workOrder.handedOn', data: { reason } }),
    ),
  }),
  'workOrder.withdraw': command({
    args: z.object({ ...id, reason: words }),
    may: dispatchers,
    decide: existing((order, { reason }, context) => {
      if (!isOfVendor(context)) return reject('orderNotYours')
      return isOrderLive(order)
        ? accept({ name: 'workOrder.withdrawn', data: { reason } })
        : reject('orderState', stateOf(order))
    }),
  }),
}

/** What the clock brings about. */
export const workOrderSystemCommands = {
  'workOrder.systemMissContact': systemCommand({
    args: z.object({ ...id, dueAt: instantSchema }),
    decide: existing((order, { dueAt }) =>
      order.contactMissedAt === null && (order.status === 'offered' || order.status === 'accepted')
        ? accept({ name: 'workOrder.contactMissed', data: { dueAt } })
        : accept(),
    ),
  }),
  /** A person's calendar has an appointment for it. */
  'workOrder.systemBook': systemCommand({
    args: z.object({
      ...id,
      appointment: orderAppointmentSchema,
      mode: serviceModeSchema,
      byId: personIdSchema.nullable(),
    }),
    decide: existing((order, { appointment, mode, byId }) =>
      isOrderLive(order)
        ? accept({
            name: 'workOrder.booked',
            data: { appointment, mode, personId: byId, before: order.appointment ?? null },
          })
        : accept(),
    ),
  }),
  'workOrder.systemUnbook': systemCommand({
    args: z.object({ ...id, appointmentId: appointmentIdSchema, reason: remark, byId: personIdSchema.nullable() }),
    decide: existing((order, { appointmentId, reason, byId }) =>
      isOrderLive(order) && order.appointment?.id === appointmentId
        ? accept({ name: 'workOrder.unbooked', data: { personId: byId, reason } })
        : accept(),
    ),
  }),
  /** Help from afar has lasted for its 60 minutes. */
  'workOrder.systemPassRemote': systemCommand({
    args: z.object({ ...id, dueAt: instantSchema }),
    decide: existing((order, { dueAt }) =>
      order.status === 'underWay' && (order.remoteSince ?? null) !== null && (order.remotePassedAt ?? null) === null
        ? accept({ name: 'workOrder.remotePassed', data: { dueAt } })
        : accept(),
    ),
  }),
  'workOrder.systemEndSight': systemCommand({
    args: z.object(id),
    decide: existing((order) =>
      isOrderLive(order) || order.sightEndedAt !== null ? accept() : accept({ name: 'workOrder.sightEnded', data: {} }),
    ),
  }),
}

export type WorkOrderCommand = CommandIn<typeof workOrderCommands> | CommandIn<typeof workOrderSystemCommands>
