// `node scripts/run.mjs tools/call …`: runs a built TypeScript entry, building its part first when a source changed.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { printOnStderr, runScript } from './setup/progress.mjs'
import { root } from './setup/root.mjs'
import { setUp } from './setup/index.mjs'

const [entry = '', ...args] = process.argv.slice(2)
const part = entry.split('/')[0] ?? ''

printOnStderr()
await runScript(async () => {
  // The server serves the customer's page.
  await setUp({ needsElectron: false, parts: part === 'server' ? [part, 'renderer'] : [part] })
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'out', `${entry}.cjs`), ...args], {
    stdio: 'inherit',
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
})
