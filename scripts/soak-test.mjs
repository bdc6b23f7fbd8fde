// Two minutes of a bad network must pass, and each planted fault must fail for its own reason: a harness that cannot
// fail proves nothing, nor does one that fails by chance.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './setup/root.mjs'

/** What a run must have found of its plant. */
const noticed = {
  lose: /** @param {Figures} found */ ({ lost }) => lost === 1,
  double: /** @param {Figures} found */ ({ double }) => double === 1,
  hangUp: /** @param {Figures} found */ ({ lostCalls }) => lostCalls === 1,
  reorder: /** @param {Figures} found */ ({ divergent }) => divergent > 0,
}

/**
 * @typedef {{ lost: number; double: number; divergent: number; lostCalls: number; planted?: number }} Figures
 * @param {string[]} args
 * @returns {Promise<{ code: number; figures: Figures | null }>} null where it ended without any
 */
const soak = (...args) =>
  new Promise((resolve) => {
    console.log(`soak ${args.join(' ')}`)
    const child = spawn(process.execPath, [join(root, 'scripts/soak.mjs'), ...args, '--json'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text
      process.stdout.write(text)
    })
    child
      .on('error', () => resolve({ code: 1, figures: null }))
      .on('close', (code) => {
        const line = output.split('\n').find((each) => each.startsWith('{"harness":"soak"'))
        resolve({ code: code ?? 1, figures: line === undefined ? null : JSON.parse(line) })
      })
  })

if ((await soak('--minutes', '2', '--commands', '1000000', '--faults', '60')).code !== 0) process.exit(1)
for (const [plant, isNoticed] of Object.entries(noticed)) {
  const { code, figures } = await soak('--commands', '1500', '--faults', '15', '--plant', plant)
  if (code === 1 && figures !== null && figures.planted === 1 && isNoticed(figures)) continue
  console.error(`The soak did not notice a planted fault: ${plant}`)
  process.exit(1)
}
