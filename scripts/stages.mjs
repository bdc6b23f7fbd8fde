// Runs checks one after the other, stops at the first that fails, and says what ran and how long it took.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './setup/root.mjs'

/** @typedef {{ name: string, args: string[] }} Stage a script for Node with its arguments, from the root */

/** @type {Record<'types' | 'lint' | 'boundaries' | 'unit' | 'soak' | 'crash' | 'e2e' | 'package', Stage>} */
export const stages = {
  types: { name: 'types', args: ['scripts/types.mjs'] },
  lint: { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.'] },
  boundaries: { name: 'boundaries', args: ['scripts/boundaries.mjs'] },
  unit: { name: 'unit', args: ['node_modules/vitest/vitest.mjs', 'run'] },
  soak: { name: 'soak', args: ['scripts/soak-test.mjs'] },
  crash: { name: 'crash', args: ['scripts/crash.mjs', '--json'] },
  e2e: { name: 'e2e', args: ['scripts/e2e.mjs'] },
  package: { name: 'package', args: ['scripts/package-test.mjs'] },
}

/** @param {Stage} stage @returns {Promise<boolean>} */
const run = ({ args }) => new Promise((resolve) => {
  const [script = '', ...rest] = args
  const child = spawn(process.execPath, [join(root, script), ...rest], { cwd: root, stdio: 'inherit' })
  child.on('error', () => resolve(false))
  child.on('exit', (code) => resolve(code === 0))
})

/** @param {Stage[]} wanted @returns {Promise<boolean>} whether all passed */
export const runStages = async (wanted) => {
  /** @type {{ name: string, outcome: 'passed' | 'FAILED' | 'not run', seconds: number }[]} */
  const table = []
  let hasFailed = false
  for (const stage of wanted) {
    if (hasFailed) {
      table.push({ name: stage.name, outcome: 'not run', seconds: 0 })
      continue
    }
    console.log(`\n── ${stage.name}`)
    const started = performance.now()
    hasFailed = !(await run(stage))
    table.push({ name: stage.name, outcome: hasFailed ? 'FAILED' : 'passed', seconds: (performance.now() - started) / 1000 })
  }
  console.log('\n── summary')
  for (const { name, outcome, seconds } of table) console.log(`${name.padEnd(12)}${outcome.padEnd(9)}${outcome === 'not run' ? '' : `${seconds.toFixed(1)} s`}`)
  const count = (/** @type {string} */ outcome) => table.filter((row) => row.outcome === outcome).length
  console.log(`${count('passed')} passed, ${count('FAILED')} failed${count('not run') > 0 ? `, ${count('not run')} not run` : ''}`)
  return !hasFailed
}
