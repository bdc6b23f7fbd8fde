import { expect, it } from 'vitest'
import { movedPlace, placeOf, zoomedBy } from './zoom'

it('a place is a part of the picture, at any zoom, and never outside of it', () => {
  const box = { left: 100, top: 50, width: 400, height: 200 }
  expect(placeOf({ clientX: 300, clientY: 100 }, box)).toEqual({ x: 0.5, y: 0.25 })
  expect(placeOf({ clientX: 0, clientY: 999 }, box)).toEqual({ x: 0, y: 1 })
  expect(placeOf({ clientX: 1, clientY: 1 }, { left: 0, top: 0, width: 0, height: 0 })).toEqual({ x: 0, y: 0 })
})

it('arrows move the place, with Shift further, and stop at the edge', () => {
  expect(movedPlace({ x: 0.5, y: 0.5 }, 'ArrowRight', false)).toEqual({ x: 0.51, y: 0.5 })
  expect(movedPlace({ x: 0.05, y: 0.5 }, 'ArrowLeft', true)).toEqual({ x: 0, y: 0.5 })
  expect(movedPlace({ x: 0.5, y: 0.5 }, 'a', false)).toBeNull()
})

it('zoom ends at both ends', () => {
  expect([zoomedBy('fit', -1), zoomedBy('fit', 1), zoomedBy(3, 1)]).toEqual(['fit', 1, 3])
})
