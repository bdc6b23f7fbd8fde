// Step 2: shared libraries that a bare Debian lacks.
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { capture, print, SetUpError, step, tail } from './progress.mjs'
import { isRoot } from './root.mjs'

/** What each is for: the Electron binary itself, a display where there is none, and Chinese letters. */
const libraryPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxkbcommon0',
]
const displayPackages = ['xvfb', 'xauth']
const fontPackages = ['fonts-noto-cjk']

/** @param {string} program */
export const isOnPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))

const hasApt = () => existsSync('/usr/bin/apt-get')

/** @param {string[]} packages @returns {Promise<string[]>} those not installed; all where dpkg cannot tell */
const missingPackages = async (packages) => {
  const { output } = await capture('dpkg-query', [
    '-W',
    '-f=${Package} ${db:Status-Status}\\n',
    ...packages.flatMap((name) => [name, `${name}t64`]),
  ])
  return packages.filter((name) => !new RegExp(`^${name.replaceAll('.', '\\.')}(t64)? installed$`, 'm').test(output))
}

/**
 * From Debian 13 and Ubuntu 24.04 on some libraries are called …t64; `libasound2` alone is then ambiguous.
 * @param {string[]} packages
 */
const packageNames = async (packages) => {
  const { output } = await capture('apt-cache', ['pkgnames', 'lib'])
  const known = new Set(output.split('\n'))
  return packages.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name))
}

/** @param {string} binary @returns {Promise<string[]>} shared libraries that the binary needs and the system lacks */
export const missingLibraries = async (binary) => {
  const { output } = await capture('ldd', [binary])
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

/** @param {string[]} packages */
const aptLine = (packages) => `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`

/**
 * Reports a failure and continues: the binary itself is checked next, and may need none of the missing packages (a
 * font).
 * @param {string[]} packages
 */
export const install = async (packages) => {
  let names = packages
  try {
    await step(`Installing system libraries (${packages.join(' ')})`, async () => {
      const env = { DEBIAN_FRONTEND: 'noninteractive' }
      const lists = await capture('apt-get', ['update', '-qq'], { env })
      names = await packageNames(packages)
      const { code, output } = await capture('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
        env,
      })
      // Without fresh lists the installation only reports an unknown package; the cause is in the first output.
      if (code !== 0) throw new SetUpError(tail(`${lists.code === 0 ? '' : lists.output.trimEnd()}\n${output}`.trim()))
    })
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error
    print(
      `The system libraries could not be installed; set-up goes on with what is here. apt-get said:\n${error.message}\nCheck that its mirror can be reached, or run this line yourself:\n  ${aptLine(names)}`,
    )
  }
}

/**
 * Debian packages that a script needs beside the product's own.
 * @param {string[]} packages
 * @throws SetUpError where one is missing and cannot be installed
 */
export const installPackages = async (packages) => {
  const missing = await missingPackages(packages)
  if (missing.length === 0) return
  if (isRoot && hasApt()) await install(missing)
  const left = await missingPackages(packages)
  if (left.length > 0)
    throw new SetUpError(
      `This needs ${left.join(', ')}. Install what Debian calls so:\n  ${isRoot ? '' : "sudo sh -c '"}${aptLine(left)}${isRoot ? '' : "'"}`,
    )
}

/**
 * Installs what Electron is known to need, before Electron itself is there.
 * @param {boolean} needsDisplay whether a virtual display is needed
 */
export const installSystemLibraries = async (needsDisplay) => {
  if (process.platform !== 'linux' || !isRoot || !hasApt()) return
  const missing = await missingPackages([...libraryPackages, ...(needsDisplay ? displayPackages : []), ...fontPackages])
  if (missing.length > 0) await install(missing)
}

/**
 * Checks the binary itself; also tells a person without the right to install what is missing.
 * @param {string} binary
 * @param {boolean} needsDisplay
 */
export const checkSystemLibraries = async (binary, needsDisplay) => {
  if (process.platform !== 'linux') return
  const libraries = await missingLibraries(binary)
  const lacksDisplay = needsDisplay && !isOnPath('Xvfb')
  if (libraries.length === 0 && !lacksDisplay) return
  const wanted = [
    ...(libraries.length > 0 ? libraryPackages : []),
    ...(lacksDisplay ? displayPackages : []),
    ...fontPackages,
  ]
  const packages = hasApt() ? await packageNames(await missingPackages(wanted)) : wanted
  const what = [...libraries, ...(lacksDisplay ? ['Xvfb (there is no display here)'] : [])].join(', ')
  const how = hasApt()
    ? `Run this line, then the same command again:\n  ${isRoot ? '' : "sudo sh -c '"}${aptLine(packages)}${isRoot ? '' : "'"}`
    : `Install what ${readFileSync('/etc/os-release', 'utf8').match(/^PRETTY_NAME="(.*)"$/m)?.[1] ?? 'this system'} calls these Debian packages: ${packages.join(' ')}`
  throw new SetUpError(`Electron cannot start here without: ${what}.\n${how}`)
}
