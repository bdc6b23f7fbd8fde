import { expect, test } from 'vitest'
import { people, states } from '#shared/domain/testing/order-sample'
import { agentId } from '#shared/domain/testing/ticket-sample'
import type { MovedOrder } from '#shared/ipc/order-views'
import { createOrderNotices } from './order-notices'

const live = { connection: 'live', clockOffsetMs: 0 } as const
const find = (role: string, isVendor = false) =>
  people.find((one) => one.role === role && (one.organisationKind === 'vendor') === isVendor)!
const dispatcher = people.find(({ id }) => id === agentId)!
const manager = find('manager')
const consultant = people.find(({ id }) => id === states.accepted.consultantId)!
const moved = (status: keyof typeof states, movedAt = 100): MovedOrder => ({
  ...states[status],
  movedAt,
  organisationName: '上海服务中心',
  ticketNumber: 'T-20261123-0001',
  subject: '月末结账报错',
})
const kinds = (person: typeof manager, status: keyof typeof states, movedAt?: number) => {
  const notices = createOrderNotices()
  notices.connectionIs(live, 50)
  return notices.take([moved(status, movedAt)], person).map(({ kind }) => kind)
}

test('those concerned are told what became of an order, and nobody else', () => {
  expect([kinds(manager, 'offered'), kinds(consultant, 'accepted'), kinds(dispatcher, 'refused')]).toEqual([
    ['offered'],
    ['assigned'],
    ['refused'],
  ])
  expect([kinds(manager, 'withdrawn'), kinds(dispatcher, 'done')]).toEqual([['withdrawn'], ['done']])
  expect([
    kinds(find('supervisor', true), 'refused'),
    kinds(manager, 'contacted'),
    kinds(dispatcher, 'offered'),
  ]).toEqual([[], [], []])
})

test('each is told once, and nothing of what happened while the person was away', () => {
  const notices = createOrderNotices()
  expect(notices.take([moved('offered')], manager)).toEqual([])
  notices.connectionIs(live, 50)
  expect(notices.take([moved('offered')], manager)).toHaveLength(1)
  expect(notices.take([moved('offered', 120)], manager)).toEqual([])
  notices.connectionIs({ connection: 'offline', clockOffsetMs: 0 } as never, 150)
  notices.connectionIs(live, 200)
  expect(notices.take([moved('withdrawn', 180)], manager)).toEqual([])
  expect(kinds(manager, 'offered', 40)).toEqual([])
})
