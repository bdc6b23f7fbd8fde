// Plants faults and checks that the lint finds them, so that no change of its configuration disables a rule.
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const eslint = new ESLint({ cwd: root })

/** @returns the rules that the text breaks where that file stands; it must exist, for the types come with its folder */
const brokenBy = async (path: string, text: string): Promise<(string | null)[]> => {
  const [result] = await eslint.lintText(text, { filePath: join(root, path) })
  return (result?.messages ?? []).map(({ ruleId }) => ruleId)
}

describe('the lint finds', () => {
  it.each([
    [
      'a promise that nobody waits for',
      'main/fault-log.ts',
      `export const stop = (end: () => Promise<void>): void => {\n  end()\n}\n`,
      '@typescript-eslint/no-floating-promises',
    ],
    [
      'a switch that forgets a case',
      'shared/result.ts',
      `export const wordOf = (given: 'a' | 'b'): string => {\n  switch (given) {\n    case 'a':\n      return given\n  }\n  return ''\n}\n`,
      '@typescript-eslint/switch-exhaustiveness-check',
    ],
    [
      'a guard against what cannot be',
      'server/failure-error.ts',
      `export const lengthOf = (given: string): number => given?.length\n`,
      '@typescript-eslint/no-unnecessary-condition',
    ],
    [
      'raw IPC outside the gate',
      'main/fault-log.ts',
      `import { ipcMain } from 'electron'\n\nexport const gate = ipcMain\n`,
      'no-restricted-imports',
    ],
    [
      'the database in the page',
      'renderer/desk/bridge/issue.ts',
      `import { Pool } from 'pg'\n\nexport const pool = new Pool()\n`,
      'no-restricted-imports',
    ],
    [
      'a store of a feature that the next person would see',
      'renderer/desk/features/call/call-store.ts',
      `import { createStore } from 'zustand/vanilla'\n\nexport const store = createStore(() => ({ text: '' }))\n`,
      'no-restricted-imports',
    ],
    ['a line that is too long', 'shared/result.ts', `// ${'word '.repeat(30)}\nexport const one = 1\n`, 'max-len'],
    ['a default export', 'shared/result.ts', `export default 1\n`, 'no-restricted-syntax'],
    [
      'a promise that a script does not wait for',
      'scripts/run.mjs',
      `/** @param {() => Promise<void>} end */\nexport const stop = (end) => {\n  end()\n}\n`,
      '@typescript-eslint/no-floating-promises',
    ],
  ])('%s', async (_what, path, text, rule) => {
    expect(await brokenBy(path, text)).toEqual([rule])
  })

  it('nothing in the gate that imports raw IPC', async () => {
    expect(
      await brokenBy('main/ipc/gate.ts', `import { ipcMain } from 'electron'\n\nexport const gate = ipcMain\n`),
    ).toEqual([])
  })
})
