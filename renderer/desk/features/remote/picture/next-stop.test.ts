import { expect, it } from 'vitest'
import { nextStop } from './next-stop'

it('Tab goes round, both ways, and begins at an end', () => {
  const stops = ['a', 'b', 'c']
  expect(['a', 'b', 'c', 'x'].map((from) => nextStop(stops, from, false))).toEqual(['b', 'c', 'a', 'a'])
  expect(['a', 'b', 'c', 'x'].map((from) => nextStop(stops, from, true))).toEqual(['c', 'a', 'b', 'c'])
  expect(nextStop([], 'a', false)).toBeNull()
})
