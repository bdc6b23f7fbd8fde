import { describe, expect, it } from 'vitest'
import { audiencesMeet } from './audience'
import { defaultCalendar } from './calendar'
import { commandRules } from './commands'
import type { Actor } from './decision'
import { orderReactions, shareReactions } from './order-reactions'
import { scopesOf, type Person } from './person'
import { roles, type Role } from './role'
import {
  acts,
  actorOf,
  codeOf,
  consultantId,
  dispatcher,
  manager,
  offer,
  orderId,
  person,
  run,
  states,
  ticket,
  uuid,
  type Act,
} from './testing/order-sample'
import { appointmentId } from './testing/schedule-sample'
import { applyOrder } from './testing/rules'
import { customer, localId, now, otherAgentId, record, vendorId } from './testing/ticket-sample'
import { ticketAudiences, type Ticket, type TicketOrder } from './ticket'
import { contactDueAt, orderStatuses, workOrderAudiences, type OrderStatus, type WorkOrder } from './work-order'
import { workOrderCommands, type WorkOrderCommand } from './work-order-commands'

const { offered, accepted } = states
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
    const withArgs = (more: object): WorkOrderCommand => ({ ...offer, args: { ...offer.args, ...more } })
    expect(codeOf(null, dispatcher, withArgs({ contactPhone: '' }))).toBe('orderNeedsContact')
    expect(codeOf(null, dispatcher, withArgs({ isConfirmed: false }))).toBe('orderNotConfirmed')
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

  it('its contact’s number is for those who dispatched it and who work on it', () => {
    const reveal: WorkOrderCommand = { name: 'workOrder.revealPhone', args: { orderId } }
    const other: Actor = { kind: 'person', id: uuid(200), role: 'consultant', name: '' }
    const codes = [dispatcher, manager, actorOf('consultant'), actorOf('agent', true), other].map((actor) =>
      codeOf(accepted, actor, reveal),
    )
    expect(codes).toEqual(['nothing', 'nothing', 'nothing', 'phoneNotYours', 'phoneNotYours'])
    expect(codeOf({ ...states.done, sightEndedAt: now }, manager, reveal)).toBe('phoneNotYours')
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

  it('was not missed where the customer was reached in time, and the server heard of it later', () => {
    const missed: WorkOrder = { ...accepted, contactMissedAt: now }
    const reachedAt = (actedAt: number): WorkOrder => {
      const data = { understanding: '模板被改', mode: 'onSite' as const }
      return record([{ name: 'workOrder.contacted' as const, data }]).reduce<WorkOrder>(
        (order, event) => applyOrder(order, { ...event, at: now + 60_000, actedAt }),
        missed,
      )
    }
    expect(reachedAt(now - 60_000)).toMatchObject({ contactMissedAt: null, contactedAt: now - 60_000 })
    expect(reachedAt(now + 1)).toMatchObject({ contactMissedAt: now, contactedAt: now + 1 })
  })
})

describe('who sees what of an order', () => {
  const scopes = (role: Role, id = uuid(roles.indexOf(role))) => scopesOf(person(id, role))
  const sees = (audiences: string[], role: Role, id?: Person['id']) => audiencesMeet(audiences, scopes(role, id))
  const orderOf = (order: WorkOrder): TicketOrder => {
    const [reaction] = orderReactions({ name: '', data: {} }, null, order)
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

describe('its appointment', () => {
  const appointment = { id: appointmentId(1), personId: uuid(200), from: now + 1000, to: now + 2000 }
  const byId = consultantId
  const book: WorkOrderCommand = { name: 'workOrder.systemBook', args: { orderId, appointment, mode: 'remote', byId } }
  const unbook = (id = appointment.id): WorkOrderCommand => ({
    name: 'workOrder.systemUnbook',
    args: { orderId, appointmentId: id, reason: '客户改期', byId },
  })
  const system: Actor = { kind: 'system' }
  const booked = run(states.contacted, system, book)
  it('says who goes, and when it is cancelled it is to be booked again', () => {
    expect(booked).toMatchObject({ status: 'booked', consultantId: uuid(200), mode: 'remote', appointment })
    expect(run(booked, system, unbook())).toMatchObject({ status: 'contacted', appointment: null })
    expect(run(booked, system, unbook(appointmentId(2)))).toEqual(booked)
    expect(run(states.underWay, system, book)).toMatchObject({ status: 'underWay', appointment })
    expect(run(states.withdrawn, system, book)).toEqual(states.withdrawn)
  })
  it('falls with the one who was to go, and with the order', () => {
    expect(run(booked, manager, acts.assign)).toMatchObject({ status: 'contacted', appointment: null, consultantId })
    expect(run(booked, manager, acts.handOn)).toMatchObject({ status: 'handedOn', appointment: null })
    expect(run(booked, dispatcher, acts.withdraw)).toMatchObject({ status: 'withdrawn', appointment: null })
  })
  it('is told on the ticket with who booked it, and frees the one that it replaces', () => {
    const other = { ...appointment, id: appointmentId(3) }
    const event = {
      name: 'workOrder.booked',
      data: { appointment: other, mode: 'remote', personId: byId, before: null },
    }
    const [told, freed] = orderReactions({ ...event, by: null }, booked, { ...booked, appointment: other })
    expect(told?.args).toMatchObject({
      happened: 'booked',
      personId: byId,
      appointment: { from: now + 1000, to: now + 2000 },
    })
    expect(freed).toEqual({
      name: 'schedule.systemFree',
      args: { personId: appointment.personId, appointmentId: appointment.id },
    })
    expect(orderReactions({ ...event, by: null }, null, booked)).toHaveLength(1)
  })
})

it('every command of an order has its place in these tests', () => {
  expect(Object.keys(workOrderCommands).sort()).toEqual(
    ['workOrder.offer', 'workOrder.revealPhone', ...Object.values(acts).map(({ name }) => name)].sort(),
  )
})
