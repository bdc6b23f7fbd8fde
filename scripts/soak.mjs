// `npm run soak [-- --commands N --faults N --consoles N --seed S --minutes M --plant NAME --json]`: real consoles and
// a real server with a bad network between them, killed again and again; then every promise is checked.
// On plain Node. Standard output carries the result only.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setUp } from './setup/index.mjs'
import { printOnStderr, runScript } from './setup/progress.mjs'
import { root } from './setup/root.mjs'

printOnStderr()
await runScript(async () => {
  await setUp({ needsElectron: false, parts: ['server', 'soak'] })
  const code = await new Promise((resolve) => {
    // A million promises and the server's answers are in memory at once.
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', '--max-old-space-size=6144', join(root, 'out/soak/soak.cjs'), ...process.argv.slice(2)],
      { cwd: root, stdio: 'inherit' },
    )
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
    child.on('exit', (exit) => resolve(exit ?? 1))
  })
  process.exit(code)
})
