import { expect, test } from 'vitest'
import { isStroke } from './use-pointing'

test('a click of a hand that trembles points, a stroke draws', () => {
  expect(isStroke([{ x: 0.5, y: 0.5 }])).toBe(false)
  expect(
    isStroke([
      { x: 0.5, y: 0.5 },
      { x: 0.51, y: 0.5 },
    ]),
  ).toBe(false)
  expect(
    isStroke([
      { x: 0.5, y: 0.5 },
      { x: 0.51, y: 0.5 },
      { x: 0.53, y: 0.5 },
      { x: 0.5, y: 0.5 },
    ]),
  ).toBe(true)
  expect(isStroke([])).toBe(false)
})
