// Step 4: builds the parts whose sources changed. The build itself records the sources of each part.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetUpError, step } from './progress.mjs'
import { root } from './root.mjs'

/** Every part depends on these: the packages, and the build script. */
const always = ['package.json', 'package-lock.json', 'scripts/build.mjs']
/** Folders that a build reads by a pattern; new files are in no module graph yet. @type {Record<string, string[]>} */
const globbed = { renderer: ['resources/i18n'] }
/** What the console needs to run. */
export const consoleParts = ['main', 'server', 'renderer']

/** @typedef {{ inputs: string[], mark: string }} Stamp the files a part was made of, and how they were */

/** @param {string} tree @param {string} path @returns {string[]} one line a file: its path, size and time of change */
const filesOf = (tree, path) => {
  const full = join(tree, path)
  if (!existsSync(full)) return [`${path} is gone`]
  const stats = statSync(full)
  if (stats.isFile()) return [`${path} ${stats.size} ${stats.mtimeMs}`]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(tree, `${path}/${name}`))
}

/** @param {string} tree @param {string} part @param {string[]} inputs */
const fingerprint = (tree, part, inputs) => {
  const lines = [...inputs, ...always, ...(globbed[part] ?? [])].flatMap((path) => filesOf(tree, path))
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** In `out/` itself, so that whoever deletes the build deletes its stamp. @param {string} tree @param {string} part */
const stampOf = (tree, part) => join(tree, 'out', part, '.stamp')

/** @param {string} tree @param {string} part @returns {Stamp | null} */
const readStamp = (tree, part) => {
  try {
    return JSON.parse(readFileSync(stampOf(tree, part), 'utf8'))
  } catch {
    // Never built, or the stamp has an older format.
    return null
  }
}

/** @param {string} part @param {string} [tree] @returns {boolean} whether any of its sources has changed */
export const isStale = (part, tree = root) => {
  const stamp = readStamp(tree, part)
  return stamp === null || fingerprint(tree, part, stamp.inputs) !== stamp.mark
}

/**
 * Keeps what a part was made of.
 * @param {string} part
 * @param {string[]} inputs
 * @param {number} startedAt when the build began, ms: what changed since may not be in it, and the part stays stale
 * @param {string} [tree]
 */
export const stampPart = (part, inputs, startedAt, tree = root) => {
  const isSettled = inputs.every((path) => statSync(join(tree, path)).mtimeMs < startedAt)
  if (!isSettled) return
  mkdirSync(join(tree, 'out', part), { recursive: true })
  writeFileSync(stampOf(tree, part), JSON.stringify({ inputs, mark: fingerprint(tree, part, inputs) }))
}

/** @param {string[]} parts builds those whose sources changed since */
export const buildStale = async (parts) => {
  const stale = parts.filter((part) => isStale(part))
  if (stale.length === 0) return
  await step(`Building ${stale.join(', ')}`, async () => {
    const startedAt = Date.now()
    const { buildParts } = await import('../build.mjs')
    const made = await buildParts(stale).catch((/** @type {unknown} */ error) => {
      const message = error instanceof Error ? error.message : String(error)
      throw new SetUpError(`The build failed:\n${message}\nCorrect what it names, then run the same command again.`)
    })
    for (const [part, inputs] of made) stampPart(part, inputs, startedAt)
  })
}
