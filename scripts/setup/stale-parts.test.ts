import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isStale, stampPart } from './stale-parts.mjs'

let tree: string
/** Written a minute ago, as sources are that one builds. */
const write = (path: string, text = 'x', ageMs = 60_000): void => {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), text)
  const at = (Date.now() - ageMs) / 1000
  utimesSync(join(tree, path), at, at)
}
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'hotline-stale-'))
  for (const path of ['bench/bench.ts', 'main/core/replica/search.ts', 'package.json', 'resources/i18n/en/a.json'])
    write(path)
})
afterEach(() => {
  rmSync(tree, { recursive: true, force: true })
})

test('a part is stale until it is built, and again when any file its build read has changed', () => {
  const inputs = ['bench/bench.ts', 'main/core/replica/search.ts']
  expect(isStale('bench', tree)).toBe(true)
  stampPart('bench', inputs, Date.now(), tree)
  expect(isStale('bench', tree)).toBe(false)
  // A folder that the bench's own list of folders never named.
  write('main/core/replica/search.ts', 'y', 50_000)
  expect(isStale('bench', tree)).toBe(true)
  stampPart('bench', inputs, Date.now(), tree)
  write('main/core/replica/other.ts')
  expect(isStale('bench', tree)).toBe(false)
  rmSync(join(tree, 'bench/bench.ts'))
  expect(isStale('bench', tree)).toBe(true)
})

test('a file that changed while it was built leaves the part stale', () => {
  stampPart('bench', ['bench/bench.ts'], Date.now() - 120_000, tree)
  expect(isStale('bench', tree)).toBe(true)
})

test('other packages make every part stale, a new translation only the page', () => {
  for (const part of ['renderer', 'server']) stampPart(part, ['bench/bench.ts'], Date.now(), tree)
  write('resources/i18n/en/b.json')
  expect([isStale('renderer', tree), isStale('server', tree)]).toEqual([true, false])
  write('package-lock.json')
  expect(isStale('server', tree)).toBe(true)
})
