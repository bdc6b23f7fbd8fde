import fc from 'fast-check'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { regressions } from '../testing/model/regressions'
import { createHistoryRunner } from '../testing/model/run-history'
import { history } from '../testing/model/steps'

/** In memory where possible: the test checks values, and flushing a disk would take most of the time. */
const makeFolder = (): string => {
  try {
    accessSync('/dev/shm', constants.W_OK)
    return mkdtempSync('/dev/shm/hotline-model-')
  } catch {
    return mkdtempSync(join(tmpdir(), 'hotline-model-'))
  }
}
const folder = makeFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
/**
 * About 40 ms of processor each: CI affords two thousand; ten thousand and more are run by hand, see
 * `docs/results/model.jsonl`.
 */
const histories = Number(process.env.FUZZ_HISTORIES ?? 2000)

test(`after any history every console equals one built fresh (seed ${String(seed)})`, async () => {
  const runner = createHistoryRunner(folder)
  const began = Date.now()
  try {
    for (const regression of regressions) await runner.play(regression)
    await fc.assert(fc.asyncProperty(history, runner.play), { seed, numRuns: histories })
  } finally {
    process.stdout.write(
      `${JSON.stringify({ harness: 'model', seed, ...runner.counts, ms: Date.now() - began, cpuMs: Math.round(process.cpuUsage().user / 1000) })}\n`,
    )
    runner.close()
  }
  // A handful of histories may have nothing refused.
  if (histories >= 100) expect(runner.counts['refusedThere']).toBeGreaterThan(0)
}, 3_600_000)
