import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pause, within } from './pause'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a pause ends after its time; one that is stopped ends at once, says so and leaves no timer', async () => {
  const whole = pause(1000)
  await vi.advanceTimersByTimeAsync(1000)
  expect(await whole).toBe(true)
  const stopping = new AbortController()
  const stopped = pause(1000, stopping.signal)
  stopping.abort()
  expect(await stopped).toBe(false)
  expect(await pause(1000, stopping.signal)).toBe(false)
  expect(vi.getTimerCount()).toBe(0)
})

test('what is in time is answered, what is late is null, and a failure stays one; no timer is left', async () => {
  expect(await within(1000, Promise.resolve('here'))).toBe('here')
  await expect(within(1000, Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(vi.getTimerCount()).toBe(0)
  const late = within(1000, new Promise<string>(() => undefined))
  await vi.advanceTimersByTimeAsync(1000)
  expect(await late).toBe(null)
  expect(vi.getTimerCount()).toBe(0)
})
