import { expect, test } from 'vitest'
import { takeTurns } from './turns'

test('as many run at once as may, the others in their order, and whoever fails makes room', async () => {
  const inTurn = takeTurns(3)
  const started: number[] = []
  let running = 0
  let most = 0
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      inTurn(async () => {
        started.push(index)
        running += 1
        most = Math.max(most, running)
        await new Promise((resolve) => setImmediate(resolve))
        running -= 1
        if (index % 2 === 0) throw new Error(`${index}`)
        return index
      }),
    ),
  )
  expect(started).toEqual(results.map((_, index) => index))
  expect(most).toBe(3)
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : -1))).toEqual(
    results.map((_, index) => (index % 2 === 0 ? -1 : index)),
  )
  expect(await inTurn(async () => 'free')).toBe('free')
})
