import { may } from '#shared/domain/may'
import type { Person } from '#shared/domain/person'
import { isBookable } from '#shared/domain/schedule-commands'
import { isOrderLive, type WorkOrder } from '#shared/domain/work-order'

/** What may be done to an order now. */
export type OrderAct = 'accept' | 'refuse' | 'assign' | 'contact' | 'book' | 'start' | 'finish' | 'handOn' | 'withdraw'

const inState: Record<OrderAct, (order: WorkOrder) => boolean> = {
  accept: ({ status }) => status === 'offered',
  refuse: ({ status }) => status === 'offered',
  assign: ({ status }) => status !== 'offered',
  contact: ({ status }) => status === 'accepted' || status === 'contacted' || status === 'booked',
  book: (order) => isBookable(order),
  start: ({ status }) => status === 'contacted' || status === 'booked',
  finish: ({ status }) => status === 'underWay',
  handOn: ({ status }) => status !== 'offered',
  withdraw: () => true,
}
/** What usually comes next in each state. */
export const nextActs: Partial<Record<WorkOrder['status'], OrderAct>> = {
  offered: 'accept',
  accepted: 'contact',
  contacted: 'book',
  booked: 'start',
  underWay: 'finish',
}
const forManagement: readonly OrderAct[] = ['accept', 'refuse', 'assign']

/** Who is asked: the rules say the same, and a test holds both together. */
const isTheirs = (person: Person, order: WorkOrder, act: OrderAct): boolean => {
  if (act === 'withdraw') return person.organisationKind === 'vendor'
  const isManager = person.organisationId === order.organisationId && person.role !== 'consultant'
  return isManager || (!forManagement.includes(act) && order.consultantId === person.id)
}

/** @returns the acts that apply now to an order, for this person */
export const orderActs = (person: Person | null, order: WorkOrder): OrderAct[] => {
  if (person === null || !isOrderLive(order)) return []
  return (Object.keys(inState) as OrderAct[]).filter(
    (act) =>
      inState[act](order) &&
      may(person, act === 'book' ? 'schedule.book' : `workOrder.${act}`) &&
      isTheirs(person, order, act),
  )
}
