// `node scripts/run.mjs tools/call …`: runs a built TypeScript entry, building its part first when a source is newer.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const [entry = '', ...args] = process.argv.slice(2)
const part = entry.split('/')[0] ?? ''
const built = join(root, 'out', `${entry}.cjs`)

/** @param {string} folder @returns {number} the newest change below it, ms */
const newest = (folder) =>
  Math.max(0, ...readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => statSync(join(file.parentPath, file.name)).mtimeMs))

if (!existsSync(join(root, 'node_modules'))) await (await import('./setup/index.mjs')).setUp({ needsElectron: false })
if (!existsSync(built) || Math.max(newest('shared'), newest('server'), newest(part)) > statSync(built).mtimeMs) {
  const { buildParts } = await import('./build.mjs')
  await buildParts([part])
}
const child = spawn(process.execPath, ['--enable-source-maps', built, ...args], { stdio: 'inherit' })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
