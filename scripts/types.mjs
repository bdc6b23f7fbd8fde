// `npm run types [-- folder…]`: type-checks every folder with only the globals of its own environment, incrementally,
// against the declarations of the folders it imports.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './setup/root.mjs'

const wanted = process.argv.slice(2)
const projects = wanted.length > 0 ? wanted : ['tools', 'soak', 'crash', 'e2e', 'bench', '.']
const run = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...projects], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(run.status ?? 1)
