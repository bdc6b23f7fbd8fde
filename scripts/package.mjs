// `npm run package`: the program as a folder in release/. The fall-back Electron is refused unless
// `--with-fallback-electron` says that the result is for trying out only.
import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { setUp } from './setup/index.mjs'
import { capture, runScript, SetUpError, step, tail } from './setup/progress.mjs'
import { root } from './setup/root.mjs'

/**
 * @param {{ allowsFallback: boolean, output?: string }} options
 * @returns {Promise<string>} the folder of the program
 */
export const packageFolder = async ({ allowsFallback, output = join(root, 'release') }) => {
  const electron = await setUp()
  if (!electron) throw new SetUpError('No Electron to package.')
  if (electron.isFallback && !allowsFallback) {
    throw new SetUpError(
      `Electron ${electron.version} here is the fall-back for development and tests: it is old and must not be released.\nPackage where the current one can be downloaded, or say --with-fallback-electron to build one for trying out.`,
    )
  }
  await step('Packaging', async () => {
    rmSync(output, { recursive: true, force: true })
    const { code, output: printed } = await capture(process.execPath, [
      join(root, 'node_modules/electron-builder/cli.js'),
      '--dir',
      '--publish',
      'never',
      `-c.electronDist=${electron.folder}`,
      `-c.electronVersion=${electron.version}`,
      `-c.directories.output=${output}`,
    ])
    if (code !== 0) throw new SetUpError(`electron-builder failed:\n${tail(printed, 30)}`)
    // The fall-back's dist contains its launcher; a package needs only the archive.
    rmSync(join(output, 'linux-unpacked', 'resources', 'app'), { recursive: true, force: true })
  })
  return output
}

if (process.argv[1] === import.meta.filename) {
  await runScript(async () => {
    const folder = await packageFolder({ allowsFallback: process.argv.includes('--with-fallback-electron') })
    console.log(`The program is in ${folder}`)
  })
}
