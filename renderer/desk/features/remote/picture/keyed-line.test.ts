import { expect, it } from 'vitest'
import { drawnByKey, maxPoints } from './keyed-line'
import type { Place } from './zoom'

const aim = { x: 0.5, y: 0.5 }
const press = (line: readonly Place[] | null, key: string, shiftKey = false) => drawnByKey(line, aim, { key, shiftKey })

it('a line begins at the aim, is drawn on by arrows, and ends by the key it began with', () => {
  expect(press(null, 'Enter')).toEqual({ line: [aim], finished: null })
  expect(press(null, ' ')).toEqual({ line: [aim], finished: null })
  const longer = press([aim], 'ArrowRight', true)?.line ?? []
  expect(longer).toEqual([aim, { x: 0.6, y: 0.5 }])
  expect(press(longer, 'Enter')).toEqual({ line: null, finished: longer })
})

it('Esc drops a line, and is not taken where there is none', () => {
  expect(press([aim], 'Escape')).toEqual({ line: null, finished: null })
  expect(press(null, 'Escape')).toBeNull()
})

it('arrows without a line and other keys are left to others', () => {
  expect(press(null, 'ArrowRight')).toBeNull()
  expect(press([aim], '+')).toBeNull()
})

it('what is longer than a drawing may be goes in several, each from where the last one ended', () => {
  const drawn = press(Array<Place>(maxPoints - 1).fill(aim), 'ArrowDown')
  expect(drawn?.finished).toHaveLength(maxPoints)
  expect(drawn?.line).toEqual([drawn?.finished?.at(-1)])
})
