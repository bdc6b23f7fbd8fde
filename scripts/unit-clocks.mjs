// `npm run unit:clocks [-- --only NAME] [-- options of vitest]`: the tests at hours at which rules of working time
// behave differently. The long form of CI. Needs Debian's faketime, which sets the hour for Node and its PostgreSQL
// alike; time itself goes on.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setUp } from './setup/index.mjs'
import { runScript, SetUpError } from './setup/progress.mjs'
import { root } from './setup/root.mjs'
import { installPackages } from './setup/system-libraries.mjs'

/** Name → time zone of the machine and the local time at which the tests begin. */
const clocks = /** @type {const} */ ({
  'monday at ten': ['Asia/Shanghai', '2026-11-30 10:00:00'],
  lunch: ['Asia/Shanghai', '2026-11-30 12:30:00'],
  evening: ['Asia/Shanghai', '2026-11-30 20:00:00'],
  saturday: ['Asia/Shanghai', '2026-12-05 10:00:00'],
  holiday: ['Asia/Shanghai', '2026-10-01 10:00:00'],
  'last minute of the year': ['Asia/Shanghai', '2026-12-31 23:59:20'],
  '29 february': ['Asia/Shanghai', '2028-02-29 10:00:00'],
  'clocks go back': ['America/New_York', '2026-11-01 01:59:30'],
  'clocks go forward': ['America/New_York', '2027-03-14 01:59:30'],
})

/** @param {string} zone @param {string} at @param {string[]} args @returns {Promise<boolean>} */
const test = (zone, at, args) =>
  new Promise((resolve) => {
    const child = spawn(
      'faketime',
      [
        '-f',
        `@${at}`,
        process.execPath,
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--reporter=dot',
        ...args,
      ],
      {
        cwd: root,
        stdio: 'inherit',
        // The monotonic clock is not faked, so that timeouts work; child processes continue from the faked time instead
        // of starting at its beginning again.
        env: { ...process.env, NO_COLOR: '1', TZ: zone, FAKETIME_DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_RESET: '1' },
      },
    )
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })

await runScript(async () => {
  const { values, tokens } = parseArgs({
    options: { only: { type: 'string', multiple: true, default: [] } },
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const only = /** @type {string[]} */ (values.only)
  const own = new Set(
    tokens.flatMap((token) =>
      token.kind === 'option' && token.name === 'only'
        ? [token.index, ...(token.inlineValue ? [] : [token.index + 1])]
        : [],
    ),
  )
  const args = process.argv.slice(2).filter((_, index) => !own.has(index))
  const unknown = only.filter((name) => !(name in clocks))
  if (unknown.length > 0)
    throw new SetUpError(`There is no clock “${unknown.join('”, “')}”. There are: ${Object.keys(clocks).join(', ')}.`)
  await setUp({ needsElectron: false, parts: [] })
  await installPackages(['faketime'])
  /** @type {string[]} */
  const red = []
  let ran = 0
  for (const [name, [zone, at]] of Object.entries(clocks)) {
    if (only.length > 0 && !only.includes(name)) continue
    console.log(`\n── ${name}: ${at} in ${zone}`)
    ran += 1
    if (!(await test(zone, at, args))) red.push(name)
  }
  if (red.length > 0) console.error(`red at: ${red.join(', ')}`)
  console.log(`${ran - red.length} passed, ${red.length} failed`)
  process.exit(red.length > 0 ? 1 : 0)
})
