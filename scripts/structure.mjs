// `npm run structure [-- --write]`: which room imports which, and how large the files are, as the code is now. With
// `--write` it goes into docs/structure.md; `npm run boundaries` complains where that page is out of date.
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

/** @param {readonly Module[]} modules @param {string} tier @returns {[from: string, to: string, imports: number][]} */
const arrowsOf = (modules, tier) => {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const { source, dependencies } of modules.filter((one) => isProduct(one.source))) {
    const from = roomOf(tier, source)
    for (const { resolved } of dependencies) {
      const to = roomOf(tier, resolved)
      if (from === null || to === null || from === to || !isProduct(resolved)) continue
      const key = `${from} ${to}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return [...counts]
    .map(([key, count]) => {
      const [from = '', to = ''] = key.split(' ')
      return /** @type {[string, string, number]} */ ([from, to, count])
    })
    .toSorted(([a, b], [c, d]) => (`${a} ${b}` < `${c} ${d}` ? -1 : 1))
}

/** @param {readonly [string, string, number][]} arrows */
const drawing = (arrows) => [
  '```mermaid',
  'flowchart LR',
  ...arrows.map(
    ([from, to, count]) =>
      `  ${from.replaceAll('/', '_')}["${from}"] -->|${count}| ${to.replaceAll('/', '_')}["${to}"]`,
  ),
  '```',
]

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
export const structureOf = (modules) => {
  const { files, median, p95, longest, small } = sizesOf(modules)
  return [
    '# Structure',
    '',
    '_Made from the code by `npm run structure -- --write`; `npm run boundaries` holds it against the code._',
    '',
    `${files} product files; lines: median ${median}, 95 % at most ${p95}, longest ${longest}; ${small} % have at most ${smallLines}.`,
    ...tiers.flatMap((tier) => [
      '',
      `## ${tier}`,
      '',
      'A number is how many imports lead from one room to the other.',
      '',
      ...drawing(arrowsOf(modules, tier)),
    ]),
    '',
  ].join('\n')
}

/** @returns {string | null} what is wrong with the page; null where it is as the code is */
export const outOfDate = (/** @type {readonly Module[]} */ modules) =>
  readFileSync(join(root, page), 'utf8') === structureOf(modules)
    ? null
    : `${page}: out of date; run \`npm run structure -- --write\``

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
  else console.log(text)
}
