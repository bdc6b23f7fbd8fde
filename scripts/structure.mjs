// `npm run structure [-- --write]`: how large the product's files are; with `--write` it also draws which room imports
// which into docs/structure.md, and `npm run boundaries` complains where that page is out of date.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup/root.mjs'

/** @typedef {{ source: string, dependencies: { resolved: string }[] }} Module */

export const page = 'docs/structure.md'
const product = ['shared', 'main', 'renderer', 'server', 'tools']
/** Each is drawn by itself: its rooms are the folders directly in it. */
const tiers = ['server', 'main/core', 'renderer/desk']
/** Files of at most so many lines are counted as small. */
const smallLines = 25

/** @param {string} file */
const isProduct = (file) =>
  product.some((folder) => file.startsWith(`${folder}/`)) &&
  /\.tsx?$/.test(file) &&
  !/\.test\.tsx?$|\/testing\/|\.d\.ts$/.test(file)

/** @param {string} tier @param {string} file @returns the room in the tier; its own files are the tier itself */
const roomOf = (tier, file) => {
  if (!file.startsWith(`${tier}/`)) return null
  const [room = '', ...rest] = file.slice(tier.length + 1).split('/')
  return rest.length === 0 ? tier : room
}

/** @param {readonly Module[]} modules @param {string} tier @returns {string[]} `from to`, each once, in order */
const arrowsOf = (modules, tier) => {
  /** @type {Set<string>} */
  const arrows = new Set()
  for (const { source, dependencies } of modules.filter((one) => isProduct(one.source))) {
    const from = roomOf(tier, source)
    for (const { resolved } of dependencies) {
      const to = roomOf(tier, resolved)
      if (from !== null && to !== null && from !== to && isProduct(resolved)) arrows.add(`${from} ${to}`)
    }
  }
  return [...arrows].toSorted()
}

/** @param {readonly string[]} arrows */
const drawing = (arrows) => {
  const name = (/** @type {string} */ room) => `${room.replaceAll(/\W/g, '_')}["${room}"]`
  const lines = arrows.map((arrow) => {
    const [from = '', to = ''] = arrow.split(' ')
    return `  ${name(from)} --> ${name(to)}`
  })
  return ['```mermaid', 'flowchart LR', ...lines, '```']
}

/** @param {readonly Module[]} modules */
const sizesOf = (modules) => {
  const lines = modules
    .filter(({ source }) => isProduct(source))
    .map(({ source }) => readFileSync(join(root, source), 'utf8').split('\n').length - 1)
    .toSorted((a, b) => a - b)
  /** @param {number} share */
  const at = (share) => lines[Math.min(lines.length - 1, Math.floor(lines.length * share))] ?? 0
  return {
    files: lines.length,
    median: at(0.5),
    p95: at(0.95),
    longest: at(1),
    small: Math.round((100 * lines.filter((count) => count <= smallLines).length) / lines.length),
  }
}

/** @param {readonly Module[]} modules as dependency-cruiser reads them @returns the page, as the code is now */
export const structureOf = (modules) =>
  [
    '# Structure',
    '',
    '_Which room imports which. Made from the code by `npm run structure -- --write`; `npm run boundaries` holds it against the code._',
    ...tiers.flatMap((tier) => ['', `## ${tier}`, '', ...drawing(arrowsOf(modules, tier))]),
    '',
  ].join('\n')

/** @returns {string[]} what is wrong with the page, in a sentence; nothing where it is as the code is */
export const structureFaults = (/** @type {readonly Module[]} */ modules) =>
  readFileSync(join(root, page), 'utf8') === structureOf(modules)
    ? []
    : [`${page}: the rooms import each other in another way now; run \`npm run structure -- --write\``]

if (process.argv[1] === import.meta.filename) {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const run = spawnSync(
    process.execPath,
    [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...product],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  )
  const { modules } = /** @type {{ modules: Module[] }} */ (JSON.parse(run.stdout))
  const text = structureOf(modules)
  if (process.argv.includes('--write')) writeFileSync(join(root, page), text)
  const { files, median, p95, longest, small } = sizesOf(modules)
  console.log(`${files} product files; lines: median ${median}, 95 % at most ${p95}, longest ${longest}`)
  console.log(`${small} % have at most ${smallLines} lines`)
}
