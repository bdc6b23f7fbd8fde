// Checks who imports whom, and that the checker really read the code: with a parser it does not understand,
// dependency-cruiser reads nothing and is content.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
/** Below this many modules the checker has not seen the product. Raise it as the product grows. */
const floor = 400
const folders = ['shared', 'main', 'renderer', 'server', 'tools', 'bench']

const run = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...folders,
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
)
if (!run.stdout) {
  console.error(run.stderr)
  process.exit(1)
}
const { summary } = JSON.parse(run.stdout)
const own = JSON.parse(run.stdout).modules.filter(
  (/** @type {{source: string}} */ module) =>
    !module.source.includes('node_modules') && folders.some((folder) => module.source.startsWith(`${folder}/`)),
)
for (const violation of summary.violations)
  console.error(`${violation.rule.severity} ${violation.rule.name}: ${violation.from} → ${violation.to}`)
console.log(`boundaries: ${own.length} own modules read, ${summary.violations.length} violations`)
if (own.length < floor) console.error(`fewer than ${floor} modules were read: the checker did not look`)
process.exit(summary.violations.length > 0 || own.length < floor ? 1 : 0)
