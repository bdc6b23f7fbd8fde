import { expect, test } from 'vitest'
import { limitConcurrency } from './limit-concurrency'

test('no more tasks run at once than allowed, the others follow in order, and a failed one frees its slot', async () => {
  const inTurn = limitConcurrency(3)
  const started: number[] = []
  let running = 0
  let maxRunning = 0
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      inTurn(async () => {
        started.push(index)
        running += 1
        maxRunning = Math.max(maxRunning, running)
        await new Promise((resolve) => setImmediate(resolve))
        running -= 1
        if (index % 2 === 0) throw new Error(`${index}`)
        return index
      }),
    ),
  )
  expect(started).toEqual(results.map((_, index) => index))
  expect(maxRunning).toBe(3)
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : -1))).toEqual(
    results.map((_, index) => (index % 2 === 0 ? -1 : index)),
  )
  expect(await inTurn(async () => 'free')).toBe('free')
})
