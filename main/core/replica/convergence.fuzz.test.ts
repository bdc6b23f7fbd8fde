import fc from 'fast-check'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { finds } from '../testing/model/finds'
import { layTable } from '../testing/model/play'
import { history } from '../testing/model/steps'

/** In memory where possible: the test checks values, and flushing a disk would take most of the time. */
const shelfFor = (): string => {
  try {
    accessSync('/dev/shm', constants.W_OK)
    return mkdtempSync('/dev/shm/hotline-model-')
  } catch {
    return mkdtempSync(join(tmpdir(), 'hotline-model-'))
  }
}
const folder = shelfFor()
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
/**
 * About 40 ms of processor each: CI affords two thousand; ten thousand and more are run by hand, see
 * `docs/results/model.jsonl`.
 */
const histories = Number(process.env.FUZZ_HISTORIES ?? 2000)

test(`whatever happens, in any order, every console equals one built fresh (seed ${String(seed)})`, async () => {
  const table = layTable(folder)
  const began = Date.now()
  try {
    for (const find of finds) await table.play(find)
    await fc.assert(fc.asyncProperty(history, table.play), { seed, numRuns: histories })
  } finally {
    process.stdout.write(
      `${JSON.stringify({ harness: 'model', seed, ...table.counts, ms: Date.now() - began, cpuMs: Math.round(process.cpuUsage().user / 1000) })}\n`,
    )
    table.close()
  }
  // A handful of histories may have nothing refused.
  if (histories >= 100) expect(table.counts['refusedThere']).toBeGreaterThan(0)
}, 3_600_000)
