import { expect, test } from 'vitest'
import { orderNoticeFor, orderNotices } from './order-notices'
import { consultantId, orderId, people, states, uuid } from './testing/order-sample'
import { agentId, localId } from './testing/ticket-sample'
import type { WorkOrderFact } from './work-order-events'

const order = states.accepted
const replaced = people.find(({ id }) => id === uuid(200))!
const find = (role: string, kind: string) =>
  people.find(
    (one) => one.role === role && one.organisationKind === kind && one.id !== replaced.id && one.id !== agentId,
  )!
const watching = {
  manager: find('manager', 'authorised'),
  supervisor: find('supervisor', 'authorised'),
  consultant: people.find(({ id }) => id === consultantId)!,
  replaced,
  dispatcher: people.find(({ id }) => id === agentId)!,
  otherAgent: find('agent', 'vendor'),
  vendorManager: find('manager', 'vendor'),
}
const data: Partial<Record<WorkOrderFact['name'], Record<string, unknown>>> = {
  'workOrder.offered': { orderId, organisationId: localId },
  'workOrder.assigned': { consultantId, before: replaced.id },
  'workOrder.booked': { appointment: { personId: consultantId }, before: { personId: replaced.id } },
}
const toldOf = (name: string, by: string | null = null) =>
  Object.fromEntries(
    Object.entries(watching).flatMap(([who, person]) => {
      const kind = orderNoticeFor({ name, data: data[name as WorkOrderFact['name']] ?? {}, by }, order, person)
      return kind === null ? [] : [[who, kind]]
    }),
  )

test('each event is told to those it concerns, and to nobody else', () => {
  const told = Object.fromEntries(Object.keys(orderNotices).map((name) => [name.split('.')[1], toldOf(name)]))
  const management = (kind: string) => ({ manager: kind, supervisor: kind })
  expect(told).toEqual({
    offered: management('offered'),
    accepted: { dispatcher: 'accepted' },
    refused: { dispatcher: 'refused' },
    assigned: { consultant: 'assigned', replaced: 'unassigned' },
    contactTried: {},
    contacted: { dispatcher: 'contacted' },
    contactMissed: { ...management('contactMissed'), dispatcher: 'contactMissed' },
    booked: { consultant: 'booked', replaced: 'unassigned', dispatcher: 'booked' },
    unbooked: { consultant: 'unbooked', dispatcher: 'unbooked' },
    started: { dispatcher: 'started' },
    remotePassed: { ...management('remotePassed'), consultant: 'remotePassed' },
    finished: { dispatcher: 'done' },
    handedOn: { ...management('handedOn'), dispatcher: 'handedOn' },
    withdrawn: { ...management('withdrawn'), consultant: 'withdrawn' },
    sightEnded: {},
  })
})

test('an appointment that is moved is told to who goes, and not to who moved it in the calendar', () => {
  const booked = (personId: string) => {
    const moved = { appointment: { personId: consultantId }, before: { personId: consultantId }, personId }
    return Object.entries(watching).flatMap(([who, person]) => {
      const kind = orderNoticeFor({ name: 'workOrder.booked', data: moved, by: null }, order, person)
      return kind === null ? [] : [`${who} ${kind}`]
    })
  }
  expect(booked(watching.manager.id)).toEqual(['consultant booked', 'dispatcher booked'])
  expect(booked(consultantId)).toEqual(['dispatcher booked'])
})

test('nobody is told of what they did themselves, nor of an event that this version does not know', () => {
  expect(toldOf('workOrder.handedOn', watching.manager.id)).toEqual({ supervisor: 'handedOn', dispatcher: 'handedOn' })
  expect(toldOf('workOrder.assigned', consultantId)).toEqual({ replaced: 'unassigned' })
  expect(toldOf('workOrder.ofTheFuture')).toEqual({})
})
