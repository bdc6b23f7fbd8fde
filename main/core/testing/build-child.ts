import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '../../..')

/**
 * Bundles a program that a test starts and kills.
 * @param source from the project's root
 * @returns the file to run with Node
 */
export const buildChild = async (source: string): Promise<{ file: string; remove: () => void }> => {
  mkdirSync(join(root, 'out'), { recursive: true })
  // Inside the project, so that the native package is found from there.
  const outDir = mkdtempSync(join(root, 'out', 'killed-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: source,
      outDir,
      target: 'node20',
      rolldownOptions: {
        external: ['@signalapp/sqlcipher', /^node:/],
        output: { format: 'cjs', entryFileNames: 'child.cjs' },
      },
    },
  })
  return { file: join(outDir, 'child.cjs'), remove: () => rmSync(outDir, { recursive: true, force: true }) }
}
