import type { Suite } from '@playwright/test/reporter'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import FlakyReporter from './flaky-reporter'

const printed = vi.fn()
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(printed)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const after = async (outcomes: readonly string[]) => {
  const reporter = new FlakyReporter()
  const tests = outcomes.map((outcome, index) => ({
    outcome: () => outcome,
    titlePath: () => ['', `title ${String(index)}`],
  }))
  reporter.onBegin(null, { allTests: () => tests } as unknown as Suite)
  return reporter.onEnd()
}

test('two titles that needed a second try are named and let through, a third turns the run red', async () => {
  expect(await after(['expected', 'flaky', 'flaky'])).toEqual({})
  expect(printed).toHaveBeenCalledWith('flaky: title 1')
  expect(await after(['flaky', 'flaky', 'flaky'])).toEqual({ status: 'failed' })
})
