import { expect, test } from 'vitest'
import { backoffMs } from './backoff'

test('waits grow to a limit and spread over the whole span', () => {
  const most = [0, 1, 2, 3, 50].map((attempt) => backoffMs(attempt, () => 1))
  expect(most).toEqual([250, 500, 1000, 2000, 15_000])
  expect(backoffMs(5, () => 0)).toBe(0)
})
