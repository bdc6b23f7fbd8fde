import { expect, it } from 'vitest'
import { addTrace, dropFaded, traceMs, type Trace } from './traces'

const pointer = (key: number, from: Trace['from'], at = 0): Trace => ({
  key,
  from,
  at,
  message: { kind: 'pointer', x: 0, y: 0 },
})
const mark = (key: number, at = 0): Trace => ({
  key,
  from: 'customer',
  at,
  message: { kind: 'mark', x: 0, y: 0, number: 1, text: '' },
})
const keys = (traces: readonly Trace[]): number[] => traces.map(({ key }) => key)

it('of each side’s pointer only the latest is shown, marks stay beside it', () => {
  const traces = [pointer(1, 'customer'), mark(2), pointer(3, 'agent'), pointer(4, 'customer'), mark(5)]
  expect(keys(traces.reduce<Trace[]>(addTrace, []))).toEqual([2, 3, 4, 5])
})

it('a pointer fades before a mark, each in its time', () => {
  const traces = [pointer(1, 'customer'), mark(2)]
  expect(keys(dropFaded(traces, traceMs.pointer - 1))).toEqual([1, 2])
  expect(keys(dropFaded(traces, traceMs.pointer))).toEqual([2])
  expect(keys(dropFaded(traces, traceMs.mark))).toEqual([])
})

it('a flood of marks does not grow for ever', () => {
  const flood = Array.from({ length: 1000 }, (_, index) => mark(index))
  expect(flood.reduce<Trace[]>(addTrace, [])).toHaveLength(200)
})
