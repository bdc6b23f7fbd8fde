import type { OrganisationId, PersonId, TicketId, WorkOrderId } from '../ids'
import { eventsOf, type FactsOf } from './define-noun'
import type { Instant } from './time'
import type { OrderAppointment, ServiceMode, WorkOrder } from './work-order'

type Offered = {
  orderId: WorkOrderId
  ticketId: TicketId
  organisationId: OrganisationId
  contactName: string
  contactPhone: string
  address: string
  note: string
  bring: string
  /** Whoever offered it had contact and address confirmed by the customer. */
  isConfirmed?: boolean
}
type Contacted = { understanding: string; mode: ServiceMode }

type Booked = {
  appointment: OrderAppointment
  mode: ServiceMode
  /** Who booked it. */
  personId: PersonId | null
  before: OrderAppointment | null
}

/** An appointment that has not begun falls with what it was for. */
const withoutFuture = (order: WorkOrder, at: Instant): WorkOrder =>
  (order.appointment?.from ?? at) <= at
    ? order
    : { ...order, appointment: null, status: order.status === 'booked' ? 'contacted' : order.status }

/** The events of a work order, and what each makes of it; see the drawing at `workOrderSchema`. */
export const workOrderEvents = eventsOf<WorkOrder>()({
  begin: {
    'workOrder.offered': (_, { orderId, isConfirmed: _confirmed, ...data }: Offered, { by, at }) => ({
      ...data,
      id: orderId,
      status: 'offered',
      offeredBy: by,
      offeredAt: at,
      managerId: null,
      consultantId: null,
      contactTries: 0,
      contactedAt: null,
      understanding: '',
      mode: null,
      startedAt: null,
      endedAt: null,
      outcome: '',
      movedAt: at,
      contactMissedAt: null,
      sightEndedAt: null,
    }),
  },
  always: (order, { at }) => ({ ...order, movedAt: at }),
  change: {
    'workOrder.accepted': (order, _: Record<string, never>, { by }) => ({
      ...order,
      status: 'accepted',
      managerId: by,
    }),
    'workOrder.refused': (order, { reason }: { reason: string }, { by, at }) => ({
      ...order,
      status: 'refused',
      managerId: by,
      endedAt: at,
      outcome: reason,
    }),
    /** Another one's calendar has no room for it yet. */
    'workOrder.assigned': (order, { consultantId }: { consultantId: PersonId; before: PersonId | null }, { at }) => ({
      ...(order.appointment?.personId === consultantId ? order : withoutFuture(order, at)),
      consultantId,
    }),
    'workOrder.booked': (order, { appointment, mode }: Booked) => ({
      ...order,
      status: order.status === 'underWay' ? order.status : 'booked',
      consultantId: appointment.personId,
      mode,
      appointment,
    }),
    'workOrder.unbooked': (order, _: { personId: PersonId | null; reason: string }) => ({
      ...order,
      status: order.status === 'booked' ? 'contacted' : order.status,
      appointment: null,
    }),
    /** They were called and not reached. */
    'workOrder.contactTried': (order, _: { note: string }) => ({ ...order, contactTries: order.contactTries + 1 }),
    'workOrder.contacted': (order, { understanding, mode }: Contacted, stamp) => {
      const contactedAt = order.contactedAt ?? stamp.actedAt ?? stamp.at
      const { contactMissedAt } = order
      return {
        ...order,
        status: order.status === 'accepted' ? 'contacted' : order.status,
        contactTries: order.contactTries + 1,
        contactedAt,
        // Reached in time without the network, and sent after it: nothing was missed.
        contactMissedAt: contactMissedAt !== null && contactedAt <= contactMissedAt ? null : contactMissedAt,
        understanding,
        mode,
      }
    },
    'workOrder.contactMissed': (order, { dueAt }: { dueAt: Instant }) => ({ ...order, contactMissedAt: dueAt }),
    'workOrder.started': (order, { mode }: { mode: ServiceMode }, stamp) => ({
      ...order,
      status: 'underWay',
      mode,
      startedAt: order.startedAt ?? stamp.actedAt ?? stamp.at,
      remoteSince: mode === 'remote' ? (stamp.actedAt ?? stamp.at) : null,
      remotePassedAt: null,
    }),
    'workOrder.remotePassed': (order, { dueAt }: { dueAt: Instant }) => ({ ...order, remotePassedAt: dueAt }),
    'workOrder.finished': (order, { result }: { result: string }, stamp) => ({
      ...withoutFuture(order, stamp.at),
      status: 'done',
      endedAt: stamp.actedAt ?? stamp.at,
      outcome: result,
    }),
    'workOrder.handedOn': (order, { reason }: { reason: string }, stamp) => ({
      ...withoutFuture(order, stamp.at),
      status: 'handedOn',
      endedAt: stamp.actedAt ?? stamp.at,
      outcome: reason,
    }),
    'workOrder.withdrawn': (order, { reason }: { reason: string }, { at }) => ({
      ...withoutFuture(order, at),
      status: 'withdrawn',
      endedAt: at,
      outcome: reason,
    }),
    'workOrder.sightEnded': (order, _: Record<string, never>, { at }) => ({ ...order, sightEndedAt: at }),
  },
})

export type WorkOrderFact = FactsOf<typeof workOrderEvents>
