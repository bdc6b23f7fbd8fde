import type { Person } from './person'
import type { WorkOrder } from './work-order'
import type { WorkOrderFact } from './work-order-events'

/** What somebody is told of an order: what became of it for them. */
export const orderNoticeKinds = [
  'offered',
  'accepted',
  'refused',
  'assigned',
  'unassigned',
  'contacted',
  'contactMissed',
  'remotePassed',
  'booked',
  'unbooked',
  'started',
  'done',
  'handedOn',
  'withdrawn',
] as const
export type OrderNoticeKind = (typeof orderNoticeKinds)[number]

/** An event of an order as it is kept: what happened, and by whom. */
type Happened = { name: string; data: Record<string, unknown>; by: string | null }

/** Whom an event may concern. `sent` and `replaced` are who goes now and who was to go before. */
type Concerned = 'management' | 'dispatcher' | 'consultant' | 'sent' | 'replaced'

type Row = Partial<Record<Concerned, OrderNoticeKind>>

/** Who is told what of each event. Nobody is told of what they did themselves. */
export const orderNotices: Record<WorkOrderFact['name'], Row> = {
  'workOrder.offered': { management: 'offered' },
  'workOrder.accepted': { dispatcher: 'accepted' },
  'workOrder.refused': { dispatcher: 'refused' },
  'workOrder.assigned': { sent: 'assigned', replaced: 'unassigned' },
  // A try that reached nobody changes nothing for the others; that the day passed does.
  'workOrder.contactTried': {},
  'workOrder.contacted': { dispatcher: 'contacted' },
  'workOrder.contactMissed': { management: 'contactMissed', dispatcher: 'contactMissed' },
  // Also told where it was only moved: somebody has to be there at another time.
  'workOrder.booked': { sent: 'booked', replaced: 'unassigned', dispatcher: 'booked' },
  'workOrder.unbooked': { consultant: 'unbooked', dispatcher: 'unbooked' },
  'workOrder.started': { dispatcher: 'started' },
  'workOrder.remotePassed': { consultant: 'remotePassed', management: 'remotePassed' },
  'workOrder.finished': { dispatcher: 'done' },
  'workOrder.handedOn': { dispatcher: 'handedOn', management: 'handedOn' },
  'workOrder.withdrawn': { management: 'withdrawn', consultant: 'withdrawn' },
  'workOrder.sightEnded': {},
}

/** Who takes the orders of an organisation. */
export const managesOrdersOf = ({ organisationId, role }: Person, of: Pick<WorkOrder, 'organisationId'>): boolean =>
  organisationId === of.organisationId && (role === 'manager' || role === 'supervisor')

type Parties = Pick<WorkOrder, 'organisationId' | 'offeredBy' | 'consultantId'>

/** Whose an appointment is; null for what is none. */
const personIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'personId' in value ? value.personId : null

/** Who did it: a person by a command of the order, or by one of a calendar. */
const doneBy = ({ by, data }: Happened): unknown => by ?? data['personId'] ?? null

const is: Record<Concerned, (order: Parties, person: Person, data: Happened['data']) => boolean> = {
  sent: (_, { id }, { consultantId, appointment }) => (consultantId ?? personIn(appointment)) === id,
  replaced: (_, { id }, { before, appointment }) => (personIn(before) ?? before) === id && personIn(appointment) !== id,
  consultant: ({ consultantId }, { id }) => consultantId === id,
  dispatcher: ({ offeredBy }, { id }) => offeredBy === id,
  management: (order, person) => managesOrdersOf(person, order),
}

/** @returns what a person is told of an event of an order; null where it does not concern them */
export const orderNoticeFor = (event: Happened, order: Parties, person: Person): OrderNoticeKind | null => {
  if (doneBy(event) === person.id) return null
  const row: Row | undefined = (orderNotices as Record<string, Row>)[event.name]
  if (row === undefined) return null
  // Who goes is told so, also where they are the manager or dispatched it themselves.
  const concerned = (Object.keys(is) as Concerned[]).find(
    (one) => row[one] !== undefined && is[one](order, person, event.data),
  )
  return concerned === undefined ? null : (row[concerned] ?? null)
}
