// `npm run lint`: formatting (Prettier), then the rules (ESLint). Both always run, so that one run shows everything.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './setup/root.mjs'

/** @param {string} script @param {string[]} args */
const passes = (script, args) =>
  spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' }).status ===
  0

const isFormed = passes('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])
if (!isFormed) console.error('These files have another form than Prettier gives them. Run: npm run format')
const isSound = passes('eslint/bin/eslint.js', ['.'])
process.exit(isFormed && isSound ? 0 : 1)
