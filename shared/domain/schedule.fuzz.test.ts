import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PersonId, WorkOrderId } from '../ids'
import { apply, commandTarget, decide, type AnyCommand } from './commands'
import { actorId, type Actor, type Context } from './decision'
import type { Documents, Noun } from './document'
import { reactionsTo } from './reactions'
import type { Schedule } from './schedule'
import { overlaps } from './schedule-conflicts'
import { consultantId, manager, orderId, people, states, uuid } from './testing/order-sample'
import { absenceId, appointmentId, at, planning } from './testing/schedule-sample'
import { contextOf } from './testing/ticket-sample'
import { hourMs } from './time'
import { isOrderLive, type WorkOrder } from './work-order'

const orderIds = [orderId, 'f0000000-0000-4000-8000-000000000002' as WorkOrderId] as const
const peopleSent = [consultantId, uuid(200)] as const

type World = Map<string, Documents[Noun]>
const keyOf = (noun: Noun, id: string): string => `${noun} ${id}`

/** A server in memory: the rules of orders and calendars with what follows from them. */
const execute = (world: World, command: AnyCommand, actor: Actor, now: number): void => {
  const { noun, id } = commandTarget(command)
  // The ticket is not part of it.
  if (noun === 'ticket') return
  const base = contextOf()
  const read = ((other: Noun, otherId: string) => {
    if (other === 'person') return people.find((each) => each.id === otherId) ?? null
    return world.get(keyOf(other, otherId)) ?? base.read(other, otherId)
  }) as Context['read']
  const decision = decide(noun, world.get(keyOf(noun, id)) ?? null, command, { actor, scopes: null, now, read })
  if (!decision.ok) return
  const follow = decision.value.flatMap((fact) => {
    const before = world.get(keyOf(noun, id)) ?? null
    const stamp = { version: 1, by: actorId(actor), at: now, deviceAt: null, commandId: null }
    const after = apply(noun, before, { ...fact, ...stamp })
    world.set(keyOf(noun, id), after)
    return reactionsTo({ noun, id }, { ...fact, ...stamp }, before, after)
  })
  for (const { name, args } of follow) execute(world, { name, args } as AnyCommand, { kind: 'system' }, now)
}

const hour = fc.integer({ min: 7, max: 18 })
const step = fc.oneof(
  fc.record({
    kind: fc.constant('book' as const),
    order: fc.nat(1),
    person: fc.nat(1),
    hour,
    hours: fc.integer({ min: 1, max: 3 }),
    mode: fc.constantFrom('remote' as const, 'onSite' as const),
    overruled: fc.constantFrom('', '', '客户只有这个时间'),
    isBlind: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('free' as const), person: fc.nat(1), appointment: fc.nat(40) }),
  fc.record({ kind: fc.constant('absence' as const), person: fc.nat(1), hour }),
  fc.record({
    kind: fc.constantFrom('start' as const, 'finish' as const, 'handOn' as const, 'withdraw' as const, 'wait' as const),
    order: fc.nat(1),
  }),
  fc.record({ kind: fc.constant('assign' as const), order: fc.nat(1), person: fc.nat(1) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const commandOf = (world: World, each: Step, serial: number): AnyCommand | null => {
  const order = orderIds['order' in each ? each.order : 0] ?? orderId
  const personId = peopleSent['person' in each ? each.person : 0] ?? consultantId
  switch (each.kind) {
    case 'book': {
      const from = at('00:00') + each.hour * hourMs
      const known = world.get(keyOf('workOrder', order)) as WorkOrder
      return {
        name: 'schedule.book',
        args: {
          ...{ personId, appointmentId: appointmentId(serial), orderId: order, from, to: from + each.hours * hourMs },
          ...{ mode: each.mode, note: '', overruled: each.overruled },
          replaces: each.isBlind ? null : (known.appointment?.id ?? null),
        },
      }
    }
    case 'free':
      return {
        name: 'schedule.free',
        args: { personId, appointmentId: appointmentId(each.appointment), reason: '客户改期' },
      }
    case 'absence': {
      const from = at('00:00') + each.hour * hourMs
      const args = { personId, absenceId: absenceId(serial), kind: 'leave' as const, from, to: from + hourMs, note: '' }
      return { name: 'schedule.addAbsence', args }
    }
    case 'assign':
      return { name: 'workOrder.assign', args: { orderId: order, consultantId: personId } }
    case 'start':
      return { name: 'workOrder.start', args: { orderId: order, mode: 'onSite' } }
    case 'finish':
      return { name: 'workOrder.finish', args: { orderId: order, result: '好了' } }
    case 'handOn':
      return { name: 'workOrder.handOn', args: { orderId: order, reason: '要改源代码' } }
    case 'withdraw':
      return { name: 'workOrder.withdraw', args: { orderId: order, reason: '客户已解决' } }
    case 'wait':
      return null
  }
}

/** What holds after every step, whoever books what: calendars and orders say the same, and nothing lies on another. */
const check = (world: World, now: number): void => {
  const schedules = peopleSent.map((id) => world.get(keyOf('schedule', id)) as Schedule | undefined)
  const entries = schedules.flatMap((schedule) =>
    (schedule?.appointments ?? []).map((entry) => ({ ...entry, personId: schedule?.id as PersonId })),
  )
  for (const [index, one] of entries.entries())
    for (const other of entries.slice(index + 1))
      if (one.personId === other.personId && overlaps(one, other)) expect(one.overruled + other.overruled).not.toBe('')
  for (const id of orderIds) {
    const order = world.get(keyOf('workOrder', id)) as WorkOrder
    const coming = entries.filter((entry) => entry.orderId === id && entry.from > now)
    const appointment = order.appointment ?? null
    if (appointment !== null && appointment.from > now) {
      expect(isOrderLive(order)).toBe(true)
      expect(order.consultantId).toBe(appointment.personId)
      const { personId, from, to } = appointment
      expect(coming).toEqual([expect.objectContaining({ id: appointment.id, personId, from, to })])
    } else expect(coming).toEqual([])
    if (order.status === 'booked') expect(appointment).not.toBeNull()
  }
}

it('calendars and orders agree after any order of bookings, moves, absences and ends', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const world: World = new Map()
      for (const id of orderIds)
        world.set(keyOf('workOrder', id), { ...states.contacted, id, consultantId: consultantId, appointment: null })
      let now = planning
      for (const [serial, each] of steps.entries()) {
        const command = commandOf(world, each, serial)
        if (command === null) now += 6 * hourMs
        else {
          const isVendors = command.name === 'workOrder.withdraw'
          const dispatcher = people.find(
            ({ organisationKind, role }) => organisationKind === 'vendor' && role === 'agent',
          )
          const actor: Actor = isVendors && dispatcher !== undefined ? { ...dispatcher, kind: 'person' } : manager
          execute(world, command, actor, now)
        }
        check(world, now)
      }
    }),
    { numRuns: 1500 },
  )
})
