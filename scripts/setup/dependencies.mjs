// Step 1: the packages of the lock file.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture, SetUpError, step, tail } from './progress.mjs'
import { root } from './root.mjs'

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} Lock */

/** @param {string} path @returns {Lock} */
const readLock = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** Whether what npm says it installed is what the lock asks for; npm writes its own list last, so a cut install has none. */
export const areDependenciesInstalled = () => {
  const installedPath = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedPath)) return false
  const installed = readLock(installedPath).packages
  return Object.entries(readLock(join(root, 'package-lock.json')).packages)
    .every(([path, wanted]) => path === '' || wanted.optional === true || wanted.devOptional === true || installed[path]?.version === wanted.version)
}

export const installDependencies = async () => {
  if (areDependenciesInstalled()) return
  await step('Installing dependencies (npm ci)', async () => {
    // NODE_ENV=production would leave out the tools that build the program.
    const { code, output } = await capture('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'])
    if (code !== 0) {
      throw new SetUpError(`The dependencies could not be installed. npm said:\n${tail(output)}\nCheck that the npm registry can be reached (npm ping) and that this folder can be written, then run the same command again.`)
    }
  })
}
