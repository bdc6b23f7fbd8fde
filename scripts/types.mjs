// Type-checks every folder with only the words of its own environment.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const projects =
  process.argv.slice(2).length > 0
    ? process.argv.slice(2)
    : ['shared', 'main', 'renderer', 'server', 'tools', 'bench', 'soak', 'crash', 'e2e', '.']
let failed = false
for (const project of projects) {
  if (!existsSync(join(root, project, 'tsconfig.json'))) throw new Error(`${project} has no tsconfig.json`)
  const run = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], {
    cwd: root,
    stdio: 'inherit',
  })
  failed ||= run.status !== 0
}
process.exit(failed ? 1 : 0)
