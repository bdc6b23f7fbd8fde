// Runs all checks one after the other, even after a failure, and reports what ran, what failed and how long it took.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './setup/root.mjs'

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[]} args a script for Node with its arguments, from the root
 */

/** @type {Record<'types' | 'lint' | 'boundaries' | 'unit' | 'tests' | 'soak' | 'crash' | 'e2e' | 'package', Stage>} */
export const stages = {
  types: { name: 'types', args: ['scripts/types.mjs'] },
  lint: { name: 'lint', args: ['scripts/lint.mjs'] },
  boundaries: { name: 'boundaries', args: ['scripts/boundaries.mjs'] },
  unit: { name: 'unit', args: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'page'] },
  tests: { name: 'tests', args: ['node_modules/vitest/vitest.mjs', 'run'] },
  soak: { name: 'soak', args: ['scripts/soak-test.mjs'] },
  crash: { name: 'crash', args: ['scripts/crash.mjs', '--json'] },
  e2e: { name: 'e2e', args: ['scripts/e2e.mjs'] },
  package: { name: 'package', args: ['scripts/package-test.mjs'] },
}

/** @param {Stage} stage @returns {Promise<boolean>} */
const run = ({ args }) =>
  new Promise((resolve) => {
    const [script = '', ...rest] = args
    const child = spawn(process.execPath, [join(root, script), ...rest], { cwd: root, stdio: 'inherit' })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })

/** @param {Stage[]} wanted @returns {Promise<boolean>} whether all passed */
export const runStages = async (wanted) => {
  /** @type {{ name: string, outcome: 'passed' | 'FAILED', seconds: number }[]} */
  const table = []
  for (const stage of wanted) {
    console.log(`\n── ${stage.name}`)
    const started = performance.now()
    const hasPassed = await run(stage)
    const seconds = (performance.now() - started) / 1000
    table.push({ name: stage.name, outcome: hasPassed ? 'passed' : 'FAILED', seconds })
    if (!hasPassed) console.log(`── ${stage.name} FAILED after ${seconds.toFixed(1)} s; the others go on`)
  }
  console.log('\n── summary')
  for (const { name, outcome, seconds } of table)
    console.log(`${name.padEnd(12)}${outcome.padEnd(9)}${seconds.toFixed(1)} s`)
  const failed = table.filter(({ outcome }) => outcome === 'FAILED').length
  console.log(`${table.length - failed} passed, ${failed} failed`)
  return failed === 0
}
