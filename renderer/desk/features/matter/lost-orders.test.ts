import { expect, test } from 'vitest'
import type { OrderRow } from '#shared/ipc/order-views'
import { createLostOrders } from './lost-orders'

const row = (id: string) => ({ id }) as unknown as OrderRow
const gone = (): boolean => false

test('an order that was the person’s and has left the desk is told once', () => {
  const lost = createLostOrders()
  expect(lost.take([row('a'), row('b')], gone)).toEqual([])
  expect(lost.take([row('b')], gone)).toEqual([row('a')])
  expect(lost.take([row('b')], gone)).toEqual([])
})

test('one that has ended is still here, and its own events tell of it', () => {
  const lost = createLostOrders()
  lost.take([row('a'), row('b')], gone)
  expect(lost.take([row('b')], (id) => id === 'a')).toEqual([])
  expect(lost.take([], gone)).toEqual([row('b')])
})
