// Step 4: the build, only of the parts whose sources changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetUpError, step } from './progress.mjs'
import { root } from './root.mjs'

const always = ['shared', 'package.json', 'package-lock.json', 'scripts/build.mjs']
/** @type {Record<string, string[]>} part → what it is made of */
export const sources = {
  main: ['main', 'resources', ...always],
  server: ['server', 'resources', ...always],
  renderer: ['renderer', 'resources', ...always],
  tools: ['tools', 'server', 'resources', ...always],
  bench: ['bench', 'server', 'e2e/fixtures', 'resources', ...always],
  e2e: ['e2e/launches.ts', 'e2e/fixtures', 'scripts/setup', ...always],
  crash: ['crash', 'main', 'server', 'resources', ...always],
  soak: ['soak', 'main/core', 'server', 'bench/figures.ts', ...always],
}
/** What the console needs to run. */
export const consoleParts = ['main', 'server', 'renderer']

/** @param {string} path @returns {string[]} one line a file: its path, size and time of change */
const filesOf = (path) => {
  const full = join(root, path)
  if (!existsSync(full)) return []
  const stats = statSync(full)
  if (stats.isFile()) return [`${path} ${stats.size} ${stats.mtimeMs}`]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`))
}

/** @param {string} part */
const fingerprint = (part) =>
  createHash('sha256')
    .update((sources[part] ?? []).flatMap(filesOf).join('\n'))
    .digest('hex')

/** In `out/` itself, so that whoever deletes the build deletes its stamp. @param {string} part */
const stampOf = (part) => join(root, 'out', part, '.stamp')

/** @param {string} part */
const isStale = (part) => !existsSync(stampOf(part)) || readFileSync(stampOf(part), 'utf8') !== fingerprint(part)

/** @param {string[]} parts builds those whose sources changed since */
export const buildStale = async (parts) => {
  const stale = parts.filter(isStale)
  if (stale.length === 0) return
  await step(`Building ${stale.join(', ')}`, async () => {
    // Taken before the build: a change during it makes the part stale again.
    const taken = stale.map((part) => ({ part, mark: fingerprint(part) }))
    const { buildParts } = await import('../build.mjs')
    await buildParts(stale).catch((/** @type {unknown} */ error) => {
      throw new SetUpError(
        `The build failed:\n${error instanceof Error ? error.message : String(error)}\nCorrect what it names, then run the same command again.`,
      )
    })
    for (const { part, mark } of taken) {
      mkdirSync(join(root, 'out', part), { recursive: true })
      writeFileSync(stampOf(part), mark)
    }
  })
}
