import { expect, test } from 'vitest'
import { createRandom } from './random'

test('the same seed gives the same numbers, texts and order, today and on every machine', () => {
  const random = createRandom(7)
  expect([random.next(), random.below(100), random.between(3, 5), random.chance(0.5)]).toEqual([
    0.011704753153026104,
    6,
    5,
    false,
  ])
  expect(random.pick(['a', 'b', 'c'])).toBe('b')
  expect(random.shuffled([1, 2, 3, 4, 5])).toEqual([5, 4, 1, 2, 3])
  expect(random.uuid()).toBe('b42c8354-84f3-4322-88c1-e89af9ed0256')
})

test('every value of a range comes, none outside it', () => {
  const random = createRandom(1)
  const drawn = new Set(Array.from({ length: 200 }, () => random.between(3, 5)))
  expect([...drawn].sort()).toEqual([3, 4, 5])
  expect(() => random.pick([])).toThrow('nothing to pick from')
})
