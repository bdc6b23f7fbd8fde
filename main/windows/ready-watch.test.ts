import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createReadyWatch, readyWithinMs } from './ready-watch'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const watched = () => {
  const done: string[] = []
  const watch = createReadyWatch({
    reload: () => {
      done.push('reload')
      watch.loading()
    },
    report: (what) => {
      done.push(what)
    },
  })
  return { watch, done }
}

test('a page that shows a screen in time is left alone', () => {
  const { watch, done } = watched()
  watch.loading()
  vi.advanceTimersByTime(readyWithinMs - 1)
  watch.ready()
  vi.advanceTimersByTime(10 * readyWithinMs)
  expect(done).toEqual([])
})

test('a page that shows no screen in time is reloaded once, and both times are logged', () => {
  const { watch, done } = watched()
  watch.loading()
  vi.advanceTimersByTime(10 * readyWithinMs)
  expect(done).toEqual(['page not ready within 15 s', 'reload', 'page not ready within 15 s after it was loaded again'])
})

test('a page that was ready may be reloaded again later; a closed window never is', () => {
  const { watch, done } = watched()
  watch.loading()
  vi.advanceTimersByTime(readyWithinMs)
  watch.ready()
  watch.loading()
  vi.advanceTimersByTime(readyWithinMs)
  expect(done.filter((one) => one === 'reload')).toHaveLength(2)
  watch.stop()
  vi.advanceTimersByTime(10 * readyWithinMs)
  expect(done).toHaveLength(4)
})
