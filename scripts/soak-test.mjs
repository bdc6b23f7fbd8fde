// Two minutes of a bad network must be green, and each planted fault must be red: a harness that cannot fail shows
// nothing.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './setup/root.mjs'

/** @param {string[]} args @returns {Promise<number>} */
const soak = (...args) =>
  new Promise((resolve) => {
    console.log(`soak ${args.join(' ')}`)
    spawn(process.execPath, [join(root, 'scripts/soak.mjs'), ...args, '--json'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
      .on('error', () => resolve(1))
      .on('exit', (code) => resolve(code ?? 1))
  })

if ((await soak('--minutes', '2', '--commands', '1000000', '--faults', '60')) !== 0) process.exit(1)
for (const plant of ['lose', 'double', 'reorder']) {
  if ((await soak('--commands', '1500', '--faults', '15', '--plant', plant)) !== 0) continue
  console.error(`The soak did not notice a planted fault: ${plant}`)
  process.exit(1)
}
