// `npm run bench [-- --json] [--only name] [--runs N] [--long] [--data DIR]`: how fast the product is, against the
// barest program that could do it. Under Xvfb where there is no display. Standard output has figures only.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { withDisplay } from './display.mjs'
import { setUp } from './setup/index.mjs'
import { printOnStderr, runScript } from './setup/progress.mjs'
import { root } from './setup/root.mjs'

printOnStderr()
await runScript(async () => {
  const electron = await setUp({ needsDisplay: true, parts: ['main', 'server', 'renderer', 'bench'] })
  if (!electron) return
  const code = await withDisplay(
    (display) =>
      new Promise((resolve) => {
        const child = spawn(
          process.execPath,
          ['--enable-source-maps', join(root, 'out/bench/bench.cjs'), ...process.argv.slice(2)],
          {
            cwd: root,
            stdio: 'inherit',
            env: { ...process.env, ...display, ELECTRON_PATH: electron.path },
          },
        )
        for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
        child.on('exit', (exit) => resolve(exit ?? 1))
      }),
  )
  process.exit(code)
})
