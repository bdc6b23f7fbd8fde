// `npm run e2e:launches [-- --count 200 --busy 2]`: starts the console again and again beside endless loops that keep
// the machine busy. Standard output has one line of figures; it fails where a launch hung or showed no screen.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { withDisplay } from './display.mjs'
import { setUp } from './setup/index.mjs'
import { printOnStderr, runScript } from './setup/progress.mjs'
import { root } from './setup/root.mjs'

printOnStderr()
await runScript(async () => {
  await setUp({ needsDisplay: true, parts: ['main', 'server', 'renderer', 'e2e'] })
  const code = await withDisplay(
    (display) =>
      new Promise((resolve) => {
        const child = spawn(
          process.execPath,
          ['--enable-source-maps', join(root, 'out/e2e/launches.cjs'), ...process.argv.slice(2)],
          {
            cwd: root,
            stdio: 'inherit',
            env: { ...process.env, ...display },
          },
        )
        for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
        child.on('exit', (exit) => resolve(exit ?? 1))
      }),
  )
  process.exit(code)
})
