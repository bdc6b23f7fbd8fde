import { expect, test } from 'vitest'
import { createKeptInOrder } from './kept-in-order'

test('what is in the outbox or at the server is kept', () => {
  const kept = createKeptInOrder()
  kept.look(['a', 'b', 'c'], [], ['a', 'b', 'c'])
  kept.look(['d'], ['a', 'b'], ['c', 'd'])
  kept.look([], ['a', 'b', 'c', 'd'], [])
  expect(kept.figures()).toEqual({ acknowledged: 4, lost: 0, disordered: 0, unacknowledged: 0 })
})

test('what is on neither side is lost, once', () => {
  const kept = createKeptInOrder()
  kept.look(['a', 'b'], [], ['a'])
  kept.look(['c'], ['a'], ['c'])
  expect(kept.figures().lost).toBe(1)
})

test('an earlier one after a later one is out of order, here and there', () => {
  const here = createKeptInOrder()
  here.look(['a', 'b'], [], ['b', 'a'])
  const there = createKeptInOrder()
  there.look(['a', 'b'], ['b'], ['a'])
  there.look([], ['b', 'a'], [])
  expect([here.figures().disordered, there.figures().disordered]).toEqual([1, 1])
})

test('one that was kept though nobody heard so is counted and is no fault', () => {
  const kept = createKeptInOrder()
  kept.look(['a'], [], ['a', 'x'])
  kept.look(['b'], ['a', 'x'], ['b'])
  expect(kept.figures()).toEqual({ acknowledged: 2, lost: 0, disordered: 0, unacknowledged: 1 })
})
