// `node scripts/setup/index.mjs`: everything that a fresh clone lacks. Each step looks first, so a second run does
// nothing.
import { installDependencies } from './dependencies.mjs'
import { electronHere, electronPath, prepareElectron } from './electron.mjs'
import { runScript, print } from './progress.mjs'
import { buildStale, consoleParts } from './stale-parts.mjs'
import { readStamp, writeStamp } from './stamps.mjs'
import { checkSystemLibraries, installSystemLibraries } from './system-libraries.mjs'

export { electronPath }

/**
 * @typedef {object} Needs
 * @property {boolean} [needsElectron] an Electron that starts; true unless said otherwise
 * @property {boolean} [needsDisplay] something draws a window: without DISPLAY that takes Xvfb
 * @property {boolean} [forTests] tests bring their own virtual display along
 * @property {string[]} [parts] what to build; the console's parts unless said otherwise
 * @property {boolean} [retryDownload] try Electron's own download again though the fall-back is there
 */

/** @param {Needs} [needs] @returns {Promise<import('./electron.mjs').Electron | null>} the Electron that runs */
export const setUp = async ({
  needsElectron = true,
  needsDisplay = false,
  forTests = false,
  parts = consoleParts,
  retryDownload = false,
} = {}) => {
  await installDependencies()
  const electron = needsElectron ? await prepareRunningElectron(needsDisplay || forTests, retryDownload) : null
  await buildStale(parts)
  return electron
}

/** @param {boolean} needsDisplay @param {boolean} retryDownload */
const prepareRunningElectron = async (needsDisplay, retryDownload) => {
  const needsVirtualDisplay =
    needsDisplay && process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  const mark = (/** @type {{ path: string }} */ { path }) => `${path} ${needsVirtualDisplay ? 'virtual display' : ''}`
  const here = electronHere()
  const isProved = here !== null && readStamp('electron-starts') === mark(here)
  if (!isProved) await installSystemLibraries(needsVirtualDisplay)
  const electron = await prepareElectron({ retryDownload })
  print(`Electron ${electron.version}: ${electron.why}.`)
  if (!isProved || electron.path !== here.path) {
    await checkSystemLibraries(electron.path, needsVirtualDisplay)
    writeStamp('electron-starts', mark(electron))
  }
  return electron
}

if (process.argv[1] === import.meta.filename) {
  await runScript(async () => {
    await setUp({ needsDisplay: true, retryDownload: process.argv.includes('--retry-download') })
    console.log('Set up. Start the console with: npm start')
  })
}
