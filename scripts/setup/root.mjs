// The project's folders. Imported first by every script, so that a Node that is too old gets a clear message.
import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 18)) {
  console.error(
    `Hotline Console needs Node 20.18 or later; this is ${process.versions.node}. Install Node 20 or later and try again.`,
  )
  process.exit(1)
}

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '')

export const isRoot = process.getuid?.() === 0

/** @param {string} folder @returns {boolean} whether it exists or could be made, and can be written */
const isWritable = (folder) => {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** A folder outside node_modules, so that `npm ci` does not delete what took minutes to download. */
export const cacheFolder = () => {
  const own = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hotline-console')
  return isWritable(own) ? own : join(root, 'node_modules', '.cache', 'hotline-console')
}
