import { expect, test } from 'vitest'
import { until } from './until'

test('looks until there is something, which it returns', async () => {
  const seen = [null, undefined, false, 0] as const
  let looks = 0
  expect(await until(() => seen[looks++], 'the number', 1000, 1)).toBe(0)
  expect(looks).toBe(4)
})

test('what does not come is named; what fails fails at once', async () => {
  await expect(until(() => false, 'the bus', 20, 1)).rejects.toThrow('waited in vain for: the bus')
  await expect(until(() => Promise.reject(new Error('broken')), 'the bus', 1000)).rejects.toThrow('broken')
})
