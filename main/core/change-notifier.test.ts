import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createChangeCoalescer } from './change-notifier'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('the first change after a quiet frame is emitted at once, later ones of the frame together and each document once', () => {
  const emitted: string[][] = []
  const coalescer = createChangeCoalescer((changed) => {
    emitted.push(changed.map(({ noun, id }) => `${noun} ${id}`))
  })
  coalescer.documentsChanged([{ noun: 'call', id: 'a' }])
  expect(emitted).toEqual([['call a']])
  coalescer.documentsChanged([{ noun: 'ticket', id: 'b' }])
  coalescer.documentsChanged([
    { noun: 'ticket', id: 'b' },
    { noun: 'ticket', id: 'c' },
  ])
  expect(emitted).toHaveLength(1)
  vi.advanceTimersByTime(16)
  expect(emitted).toEqual([['call a'], ['ticket b', 'ticket c']])
  vi.advanceTimersByTime(100)
  coalescer.documentsChanged([{ noun: 'call', id: 'd' }])
  expect(emitted.at(-1)).toEqual(['call d'])
})

test('a stopped coalescer emits nothing, and a noun of a newer server is left out', () => {
  const emitted: unknown[] = []
  const coalescer = createChangeCoalescer((changed) => {
    emitted.push(changed)
  })
  coalescer.documentsChanged([{ noun: 'call', id: 'a' }])
  coalescer.documentsChanged([{ noun: 'call', id: 'b' }])
  coalescer.stop()
  vi.advanceTimersByTime(100)
  expect(emitted).toHaveLength(1)
  createChangeCoalescer((changed) => {
    emitted.push(changed)
  }).documentsChanged([{ noun: 'of-tomorrow', id: 'x' }])
  expect(emitted.at(-1)).toEqual([])
})
