import { personIdSchema, workOrderIdSchema } from '../../ids'
import type { Actor, Context } from '../decision'
import { personSchema, type Person } from '../person'
import { roles, type Role } from '../role'
import type { Ticket } from '../ticket'
import type { OrderStatus, WorkOrder } from '../work-order'
import type { WorkOrderCommand } from '../work-order-commands'
import { applyOrder, decideOrder } from './rules'
import { agentId, contextOf, customer, localId, record, ticketId, vendorId } from './ticket-sample'

/** Samples for tests of orders: people of every role at the vendor and at one organisation, an order in every state. */
export const orderId = workOrderIdSchema.parse('f0000000-0000-4000-8000-000000000001')
export const uuid = (n: number) => personIdSchema.parse(`a0000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
export const person = (id: Person['id'], role: Role, isVendor = false): Person =>
  personSchema.parse({
    id,
    name: '某人',
    role,
    organisationId: isVendor ? vendorId : localId,
    organisationKind: isVendor ? 'vendor' : 'authorised',
    extension: null,
    queues: [],
  })
export const people = [
  person(agentId, 'agent', true),
  ...roles.map((role, index) => person(uuid(index), role)),
  ...roles.map((role, index) => person(uuid(100 + index), role, true)),
  person(uuid(200), 'consultant'),
]
export const consultantId = uuid(roles.indexOf('consultant'))
export const actorOf = (role: Role, isVendor = false): Actor => ({
  kind: 'person',
  id: uuid((isVendor ? 100 : 0) + roles.indexOf(role)),
  role,
  name: '',
})
export const ticket = { id: ticketId, status: 'inProgress', customerId: customer.id } as Ticket
const context = (actor: Actor, over: Partial<Ticket> = {}): Context => {
  const base = contextOf({ actor })
  return {
    ...base,
    read: ((noun: string, id: string) => {
      if (noun === 'person') return people.find((each) => each.id === id) ?? null
      if (noun === 'ticket') return { ...ticket, ...over }
      return base.read(noun as never, id)
    }) as Context['read'],
  }
}
export const offer = {
  name: 'workOrder.offer',
  args: {
    orderId,
    ticketId,
    organisationId: localId,
    contactName: '王会计',
    contactPhone: '02155550111',
    address: '江湾路 66 号',
    note: '',
    bring: '',
    isConfirmed: true,
  },
} satisfies WorkOrderCommand
export const run = (order: WorkOrder | null, actor: Actor, command: WorkOrderCommand): WorkOrder => {
  const decision = decideOrder(order, command, context(actor))
  if (!decision.ok) throw new Error(`${command.name}: ${decision.failure.code}`)
  return record(decision.value).reduce<WorkOrder | null>(
    (state, event) => applyOrder(state, { ...event, by: actor.kind === 'person' ? actor.id : null }),
    order,
  ) as WorkOrder
}
export const codeOf = (
  order: WorkOrder | null,
  actor: Actor,
  command: WorkOrderCommand,
  over: Partial<Ticket> = {},
): string => {
  const decision = decideOrder(order, command, context(actor, over))
  return decision.ok ? (decision.value.length === 0 ? 'nothing' : 'done') : decision.failure.code
}
export const dispatcher: Actor = { kind: 'person', id: agentId, role: 'agent', name: '' }
export const manager = actorOf('manager')
export const acts = {
  accept: { name: 'workOrder.accept', args: { orderId } },
  refuse: { name: 'workOrder.refuse', args: { orderId, reason: '顾问都在外' } },
  assign: { name: 'workOrder.assign', args: { orderId, consultantId } },
  tryContact: { name: 'workOrder.tryContact', args: { orderId, note: '占线' } },
  contact: { name: 'workOrder.contact', args: { orderId, understanding: '打印错位', mode: 'onSite' } },
  start: { name: 'workOrder.start', args: { orderId, mode: 'onSite' } },
  finish: { name: 'workOrder.finish', args: { orderId, result: '已改模板' } },
  handOn: { name: 'workOrder.handOn', args: { orderId, reason: '要改源代码' } },
  withdraw: { name: 'workOrder.withdraw', args: { orderId, reason: '客户已解决' } },
} satisfies Record<string, WorkOrderCommand>
export type Act = keyof typeof acts

const offered = run(null, dispatcher, offer)
const accepted = run(run(offered, manager, acts.accept), manager, acts.assign)
export const states: Record<OrderStatus, WorkOrder> = {
  offered,
  accepted,
  refused: run(offered, manager, acts.refuse),
  contacted: run(accepted, manager, acts.contact),
  booked: { ...run(accepted, manager, acts.contact), status: 'booked' },
  underWay: run(run(accepted, manager, acts.contact), manager, acts.start),
  done: run(run(run(accepted, manager, acts.contact), manager, acts.start), manager, acts.finish),
  handedOn: run(accepted, manager, acts.handOn),
  withdrawn: run(offered, dispatcher, acts.withdraw),
}
