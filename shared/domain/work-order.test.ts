import { describe, expect, it } from 'vitest'
import { personIdSchema, workOrderIdSchema } from '../ids'
import { audiencesMeet } from './audience'
import { defaultCalendar } from './calendar'
import { commandRules } from './commands'
import type { Actor, Context } from './decision'
import { orderReactions, shareReactions } from './order-reactions'
import { personSchema, scopesOf, type Person } from './person'
import { roles, type Role } from './role'
import { decideOrder, applyOrder } from './testing/rules'
import {
  agentId,
  contextOf,
  customer,
  localId,
  now,
  otherAgentId,
  record,
  ticketId,
  vendorId,
} from './testing/ticket-sample'
import { ticketAudiences, type Ticket, type TicketOrder } from './ticket'
import { contactDueAt, orderStatuses, workOrderAudiences, type OrderStatus, type WorkOrder } from './work-order'
import { workOrderCommands, type WorkOrderCommand } from './work-order-commands'

const orderId = workOrderIdSchema.parse('f0000000-0000-4000-8000-000000000001')
const uuid = (n: number) => personIdSchema.parse(`a0000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
const person = (id: Person['id'], role: Role, isVendor = false): Person =>
  personSchema.parse({
    id,
    name: '某人',
    role,
    organisationId: isVendor ? vendorId : localId,
    organisationKind: isVendor ? 'vendor' : 'authorised',
    extension: null,
    queues: [],
  })
const people = [
  person(agentId, 'agent', true),
  ...roles.map((role, index) => person(uuid(index), role)),
  ...roles.map((role, index) => person(uuid(100 + index), role, true)),
  person(uuid(200), 'consultant'),
]
const consultantId = uuid(roles.indexOf('consultant'))
const actorOf = (role: Role, isVendor = false): Actor => ({
  kind: 'person',
  id: uuid((isVendor ? 100 : 0) + roles.indexOf(role)),
  role,
  name: '',
})
const ticket = { id: ticketId, status: 'inProgress', customerId: customer.id } as Ticket
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
const offer: WorkOrderCommand = {
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
  },
}
const run = (order: WorkOrder | null, actor: Actor, command: WorkOrderCommand): WorkOrder => {
  const decision = decideOrder(order, command, context(actor))
  if (!decision.ok) throw new Error(`${command.name}: ${decision.failure.code}`)
  return record(decision.value).reduce<WorkOrder | null>(
    (state, event) => applyOrder(state, { ...event, by: actor.kind === 'person' ? actor.id : null }),
    order,
  ) as WorkOrder
}
const codeOf = (
  order: WorkOrder | null,
  actor: Actor,
  command: WorkOrderCommand,
  over: Partial<Ticket> = {},
): string => {
  const decision = decideOrder(order, command, context(actor, over))
  return decision.ok ? (decision.value.length === 0 ? 'nothing' : 'done') : decision.failure.code
}
const dispatcher: Actor = { kind: 'person', id: agentId, role: 'agent', name: '' }
const manager = actorOf('manager')
const acts = {
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
type Act = keyof typeof acts

const offered = run(null, dispatcher, offer)
const accepted = run(run(offered, manager, acts.accept), manager, acts.assign)
const states: Record<OrderStatus, WorkOrder> = {
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
/** In which states an act does something, as the drawing at `workOrderSchema` says. */
const allowed: Record<Act, readonly OrderStatus[]> = {
  accept: ['offered'],
  refuse: ['offered'],
  assign: ['accepted', 'contacted', 'booked', 'underWay'],
  tryContact: ['accepted', 'contacted', 'booked'],
  contact: ['accepted', 'contacted', 'booked'],
  start: ['contacted', 'booked', 'underWay'],
  finish: ['underWay'],
  handOn: ['accepted', 'contacted', 'booked', 'underWay'],
  withdraw: ['offered', 'accepted', 'contacted', 'booked', 'underWay'],
}

describe('every act in every state', () => {
  const table = (Object.keys(acts) as Act[]).flatMap((act) => orderStatuses.map((status) => ({ act, status })))
  it.each(table)('$act when $status', ({ act, status }) => {
    const order = { ...states[status], ...(act === 'assign' ? { consultantId: null } : {}) }
    const by = act === 'withdraw' ? dispatcher : manager
    // The same act twice is the same act.
    const isRepeated = (act === 'accept' && status === 'accepted') || (act === 'finish' && status === 'done')
    const isAgain = act === 'start' && status === 'underWay'
    const expected = isRepeated || isAgain ? 'nothing' : allowed[act].includes(status) ? 'done' : 'orderState'
    expect(codeOf(order, by, acts[act])).toBe(expected)
  })
})

describe('every act by every role and place', () => {
  const table = (Object.keys(acts) as Act[]).flatMap((act) =>
    roles.flatMap((role) => [false, true].map((isVendor) => ({ act, role, isVendor }))),
  )
  it.each(table)('$act by $role, vendor $isVendor', ({ act, role, isVendor }) => {
    const command = acts[act]
    if (!commandRules[command.name].may.includes(role)) return
    const status = allowed[act][0] ?? 'offered'
    const order = { ...states[status], consultantId: act === 'assign' ? null : consultantId }
    const isManager = !isVendor && (role === 'manager' || role === 'supervisor')
    const isSent = !isVendor && role === 'consultant'
    const expected = act === 'withdraw' ? isVendor : isManager || isSent
    expect(codeOf(order, actorOf(role, isVendor), command)).toBe(expected ? 'done' : 'orderNotYours')
  })
  it('is not for a consultant who was not sent', () => {
    const other: Actor = { kind: 'person', id: uuid(200), role: 'consultant', name: '' }
    expect(codeOf(states.contacted, other, acts.start)).toBe('orderNotYours')
  })
})

describe('an order', () => {
  it('is refused in words where it makes no sense', () => {
    const withArgs = (more: object): WorkOrderCommand => ({ ...offer, args: { ...offer.args, ...more } }) as never
    expect(codeOf(null, dispatcher, withArgs({ contactPhone: '' }))).toBe('orderNeedsContact')
    expect(codeOf(null, dispatcher, withArgs({ organisationId: vendorId }))).toBe('orderNeedsOrganisation')
    expect(codeOf(null, dispatcher, offer, { status: 'closed' })).toBe('ticketNotOpen')
    const live = { orderId, organisationId: localId, consultantId: null, status: 'accepted', hasSight: true } as const
    expect(codeOf(null, dispatcher, offer, { orders: [live] })).toBe('orderAlreadyLive')
    expect(codeOf(null, dispatcher, offer, { orders: [{ ...live, status: 'refused' }] })).toBe('done')
    expect(codeOf(offered, dispatcher, offer)).toBe('alreadyExists')
    expect(codeOf(accepted, manager, { name: 'workOrder.assign', args: { orderId, consultantId: otherAgentId } })).toBe(
      'orderNeedsColleague',
    )
  })

  it('two managers accept at once: the second is told', () => {
    const second: Actor = { ...actorOf('supervisor') }
    expect(codeOf(run(offered, manager, acts.accept), second, acts.accept)).toBe('orderState')
  })

  it('is to be answered for by the end of the working day on which it came, by the organisation’s calendar', () => {
    const due = (at: string): string =>
      new Date(contactDueAt({ status: 'offered', offeredAt: Date.parse(at) }, defaultCalendar) ?? 0).toISOString()
    expect(due('2026-11-20T16:00:00+08:00')).toBe('2026-11-20T09:30:00.000Z')
    expect(due('2026-11-20T18:00:00+08:00')).toBe('2026-11-23T09:30:00.000Z')
    expect(contactDueAt({ status: 'contacted', offeredAt: now }, defaultCalendar)).toBeNull()
  })
})

describe('who sees what of an order', () => {
  const scopes = (role: Role, id = uuid(roles.indexOf(role))) => scopesOf(person(id, role))
  const sees = (audiences: string[], role: Role, id?: Person['id']) => audiencesMeet(audiences, scopes(role, id))
  const orderOf = (order: WorkOrder): TicketOrder => {
    const [reaction] = orderReactions({ name: '', data: {} }, order)
    return reaction?.args['order'] as TicketOrder
  }
  it('its ticket and the customer’s past ones reach management and who was sent, and nobody else there', () => {
    const own = ticketAudiences({ ...ticket, ownerId: null, referral: null, orders: [orderOf(accepted)] })
    const shared = { sharedWith: [{ orderId, organisationId: localId, consultantId }] }
    const past = ticketAudiences({ ...ticket, ownerId: null, referral: null }, shared)
    for (const audiences of [own, past, workOrderAudiences(accepted)]) {
      expect([sees(audiences, 'manager'), sees(audiences, 'consultant')]).toEqual([true, true])
      expect([sees(audiences, 'consultant', uuid(200)), sees(audiences, 'agent')]).toEqual([false, false])
    }
  })
  it('ends with a refusal at once, with the work later', () => {
    expect(orderOf(states.refused).hasSight).toBe(false)
    expect(orderOf(states.withdrawn).hasSight).toBe(false)
    expect(orderOf(states.done).hasSight).toBe(true)
    const end: WorkOrderCommand = { name: 'workOrder.systemEndSight', args: { orderId } }
    const over = run(states.done, { kind: 'system' }, end)
    expect([orderOf(over).hasSight, workOrderAudiences(over)]).toEqual([false, ['vendor']])
    expect(codeOf(states.underWay, { kind: 'system' }, end)).toBe('nothing')
  })
  it('follows the ticket to another customer, and is told only what changed', () => {
    const orders = [orderOf(accepted)]
    const before: Ticket = { ...ticket, orders }
    expect(shareReactions(before, { ...before })).toEqual([])
    expect(shareReactions({ ...ticket, orders: [] }, before).map(({ args }) => args)).toMatchObject([
      { customerId: customer.id, hasSight: true },
    ])
    const other = { ...before, customerId: '00000000-0000-4000-8000-000000000099' as never }
    expect(shareReactions(before, other).map(({ args }) => [args['customerId'], args['hasSight']])).toEqual([
      [customer.id, false],
      [other.customerId, true],
    ])
  })
})

it('every command of an order has its place in these tests', () => {
  expect(Object.keys(workOrderCommands).sort()).toEqual(
    ['workOrder.offer', ...Object.values(acts).map(({ name }) => name)].sort(),
  )
})
