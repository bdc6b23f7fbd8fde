// `npm run boundaries`: checks imports by .dependency-cruiser.cjs, and that the checker really read the code: with a
// parser that it does not support, dependency-cruiser reads nothing and reports no violation.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup/root.mjs'
import { structureFaults } from './structure.mjs'

/** Code files, without configuration. */
const folders = ['shared', 'main', 'renderer', 'server', 'tools', 'testing', 'bench', 'soak', 'crash', 'e2e', 'scripts']

/** The section of docs/architecture.md that explains the rules. */
const section = 'docs/architecture.md, “Where is what”'

/**
 * @typedef {{ from: string, to: string, unresolvedTo: string, rule: { name: string, severity: string }, comment?:
 *   string }} Violation
 */

/** @typedef {{ forbidden: { name: string, comment?: string }[] }} RuleSet */
/** @typedef {{ violations: Violation[], ruleSetUsed: RuleSet }} Summary */
/** @typedef {{ modules: import('./structure.mjs').Module[], summary: Summary }} Cruised */

/** @param {string} file @param {string} written as the import names it @returns {number} the line that does */
const lineOf = (file, written) => {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.findIndex((line) => line.includes(`'${written}'`) || line.includes(`"${written}"`)) + 1
}

/**
 * @param {string} tree
 * @param {string} folder
 * @returns {string[]} the files of code in it, from the root of the tree
 */
const codeIn = (tree, folder) =>
  readdirSync(join(tree, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs|cjs)$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`)

/**
 * @param {string} [tree] the project, or what a test made to look like it
 * @returns {{ complaints: string[], counts: Record<string, number> }} a sentence per fault, and how many files each
 *   folder has
 */
export const readBoundaries = (tree = root) => {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders]
  const run = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
  if (!run.stdout) throw new Error(`dependency-cruiser said nothing: ${run.stderr}`)
  /** @type {Cruised} */
  const { modules, summary } = JSON.parse(run.stdout)
  const reasons = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]))
  const complaints = summary.violations.map(({ from, to, unresolvedTo, rule }) => {
    const line = lineOf(join(tree, from), unresolvedTo)
    return `${from}:${line} → ${to}\n    ${rule.name}: ${reasons.get(rule.name) ?? ''} See ${section}.`
  })
  const read = new Set(modules.map(({ source }) => source))
  const counts = Object.fromEntries(folders.map((folder) => [folder, codeIn(tree, folder).length]))
  for (const folder of folders) {
    const unread = codeIn(tree, folder).filter((file) => !read.has(file))
    if (counts[folder] === 0) complaints.push(`${folder}/: there is no code in it`)
    if (unread.length > 0) {
      complaints.push(
        `${folder}/: the checker did not read ${unread.length} of its files, ${unread[0] ?? ''} among them`,
      )
    }
  }
  if (tree === root) complaints.push(...structureFaults(modules))
  return { complaints, counts }
}

if (process.argv[1] === import.meta.filename) {
  const { complaints, counts } = readBoundaries()
  for (const complaint of complaints) console.error(complaint)
  const read = Object.entries(counts).map(([folder, count]) => `${folder} ${count}`)
  console.log(`boundaries: read ${read.join(', ')}; ${complaints.length} violations`)
  process.exit(complaints.length > 0 ? 1 : 0)
}
