import { expect, test } from 'vitest'
import { createKeptInOrder } from './kept-in-order'

test('a command in the outbox or at the server counts as kept', () => {
  const kept = createKeptInOrder()
  kept.look(['a', 'b', 'c'], [], ['a', 'b', 'c'])
  kept.look(['d'], ['a', 'b'], ['c', 'd'])
  kept.look([], ['a', 'b', 'c', 'd'], [])
  expect(kept.figures()).toEqual({ acknowledged: 4, lost: 0, disordered: 0, unacknowledged: 0 })
})

test('a command on neither side counts as lost, once', () => {
  const kept = createKeptInOrder()
  kept.look(['a', 'b'], [], ['a'])
  kept.look(['c'], ['a'], ['c'])
  expect(kept.figures().lost).toBe(1)
})

test('an earlier command after a later one is out of order, in the outbox and at the server', () => {
  const here = createKeptInOrder()
  here.look(['a', 'b'], [], ['b', 'a'])
  const there = createKeptInOrder()
  there.look(['a', 'b'], ['b'], ['a'])
  there.look([], ['b', 'a'], [])
  expect([here.figures().disordered, there.figures().disordered]).toEqual([1, 1])
})

test('a kept command that was never acknowledged is counted, but not as a fault', () => {
  const kept = createKeptInOrder()
  kept.look(['a'], [], ['a', 'x'])
  kept.look(['b'], ['a', 'x'], ['b'])
  expect(kept.figures()).toEqual({ acknowledged: 2, lost: 0, disordered: 0, unacknowledged: 1 })
})
