import { expect, it } from 'vitest'
import { maxBatch } from '#shared/ipc/order-views'
import { ticketIdSchema } from '#shared/ids'
import { toggledMark, withMarks, withoutMarks } from './ticket-marks'

const idOf = (n: number) => ticketIdSchema.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
const [one, two, three] = [idOf(1), idOf(2), idOf(3)]

it('marks and unmarks one, and a range once each', () => {
  expect(toggledMark([one], two)).toEqual([one, two])
  expect(toggledMark([one, two], one)).toEqual([two])
  expect(withMarks([two], [one, two, three])).toEqual([two, one, three])
  expect(withoutMarks([one, two, three], [one, three])).toEqual([two])
})

it('marks as many as are dispatched together, and no more', () => {
  const many = Array.from({ length: maxBatch + 5 }, (_, index) => idOf(index + 10))
  expect(withMarks([], many)).toEqual(many.slice(0, maxBatch))
  expect(toggledMark(many.slice(0, maxBatch), one)).toEqual(many.slice(0, maxBatch))
})
