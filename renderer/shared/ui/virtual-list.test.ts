import { describe, expect, it } from 'vitest'
import { movedIndex, rowsBetween } from './virtual-list'

describe('moving in a list', () => {
  it('stays within it', () => {
    expect(movedIndex('ArrowDown', -1, 3)).toBe(0)
    expect(movedIndex('ArrowUp', -1, 3)).toBe(2)
    expect(movedIndex('ArrowDown', 2, 3)).toBe(2)
    expect(movedIndex('PageDown', 0, 3)).toBe(2)
    expect(movedIndex('Home', 2, 3)).toBe(0)
    expect(movedIndex('End', 0, 3)).toBe(2)
  })

  it('does nothing in an empty list or for other keys', () => {
    expect(movedIndex('ArrowDown', -1, 0)).toBeNull()
    expect(movedIndex('a', 0, 3)).toBeNull()
  })
})

it('takes a range in either direction, and one row where none was before', () => {
  const rows = ['a', 'b', 'c', 'd']
  expect(rowsBetween(rows, 1, 3)).toEqual(['b', 'c', 'd'])
  expect(rowsBetween(rows, 3, 1)).toEqual(['b', 'c', 'd'])
  expect(rowsBetween(rows, 2, 2)).toEqual(['c'])
  expect(rowsBetween(rows, -1, 1)).toEqual(['b'])
})
