// `npm run crash -- [--kills N] [--flips N] [--full N] [--skews] [--strace] [--seed S] [--plant] [--json]`: what a
// crash, a flipped bit, a full disk and a wrong clock do to a desk. Standard output has figures only.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setUp } from './setup/index.mjs'
import { printOnStderr, runScript } from './setup/progress.mjs'
import { root } from './setup/root.mjs'

printOnStderr()
await runScript(async () => {
  await setUp({ needsElectron: false, parts: ['crash'] })
  const code = await new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', join(root, 'out/crash/crash.cjs'), ...process.argv.slice(2)],
      { cwd: root, stdio: 'inherit' },
    )
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
    child.on('exit', (exit) => resolve(exit ?? 1))
  })
  process.exit(code)
})
