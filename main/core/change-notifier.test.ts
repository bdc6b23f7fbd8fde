import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTeller } from './teller'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('the first change after a quiet frame is told at once; what follows within the frame together, each document once', () => {
  const told: string[][] = []
  const teller = createTeller((changed) => {
    told.push(changed.map(({ noun, id }) => `${noun} ${id}`))
  })
  teller.changed([{ noun: 'call', id: 'a' }])
  expect(told).toEqual([['call a']])
  teller.changed([{ noun: 'ticket', id: 'b' }])
  teller.changed([
    { noun: 'ticket', id: 'b' },
    { noun: 'ticket', id: 'c' },
  ])
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(16)
  expect(told).toEqual([['call a'], ['ticket b', 'ticket c']])
  vi.advanceTimersByTime(100)
  teller.changed([{ noun: 'call', id: 'd' }])
  expect(told.at(-1)).toEqual(['call d'])
})

test('a stopped teller says nothing more, and a noun of a newer server is not told', () => {
  const told: unknown[] = []
  const teller = createTeller((changed) => {
    told.push(changed)
  })
  teller.changed([{ noun: 'call', id: 'a' }])
  teller.changed([{ noun: 'call', id: 'b' }])
  teller.stop()
  vi.advanceTimersByTime(100)
  expect(told).toHaveLength(1)
  createTeller((changed) => {
    told.push(changed)
  }).changed([{ noun: 'of-tomorrow', id: 'x' }])
  expect(told.at(-1)).toEqual([])
})
