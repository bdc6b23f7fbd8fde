import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readBoundaries } from './boundaries.mjs'

const root = join(import.meta.dirname, '..')
const folders = ['shared', 'main', 'renderer', 'server', 'tools', 'testing', 'bench', 'soak', 'crash', 'e2e', 'scripts']

let tree: string
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), text)
}
/** A sound project of one file a folder, under the project's own rules. */
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'hotline-boundaries-'))
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.base.json', 'package.json']) {
    cpSync(join(root, name), join(tree, name))
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
  for (const folder of folders) write(`${folder}/one.ts`, 'export const one = 1\n')
})
afterEach(() => {
  rmSync(tree, { recursive: true, force: true })
})

test('a correct tree has no complaints', () => {
  expect(readBoundaries(tree)).toEqual({
    complaints: [],
    counts: Object.fromEntries(folders.map((folder) => [folder, 1])),
  })
})

test('each planted import is named with its file, its line and the page that explains it', () => {
  write('shared/plain.ts', "// A reason.\nimport { one } from '../main/one'\nexport const plain = one\n")
  write('main/core/electric.ts', "import { app } from 'electron'\nexport const name = app.name\n")
  write('main/index.ts', "import { one } from '../server/one'\nexport const index = one\n")
  write('server/testing/fake.ts', 'export const fake = 1\n')
  write('server/testing/waits.ts', "import { one } from '../../testing/one'\nexport const waits = one\n")
  write('server/hasty.ts', "import { one } from '../testing/one'\nexport const hasty = one\n")
  write('testing/curious.ts', "import { one } from '../server/one'\nexport const curious = one\n")
  write('server/real.ts', "import { fake } from './testing/fake'\nexport const real = fake\n")
  write('renderer/desk/features/a/inside.ts', 'export const inside = 1\n')
  write('renderer/desk/features/b/b.ts', "import { inside } from '../a/inside'\nexport const b = inside\n")
  write('renderer/shared/ui/button.ts', "import { b } from '../../desk/features/b/b'\nexport const button = b\n")
  write('renderer/desk/shell/rail.ts', 'export const rail = 1\n')
  write('renderer/desk/features/a/up.ts', "import { rail } from '../../shell/rail'\nexport const up = rail\n")
  write('renderer/desk/navigation/keys.ts', "import { b } from '../features/b/b'\nexport const keys = b\n")
  write('soak/run.ts', "import { inside } from '../renderer/desk/features/a/inside'\nexport const run = inside\n")
  write('tools/lost.ts', "import { lost } from './nowhere'\nexport const found = lost\n")
  write('server/round.ts', "import { trip } from './trip'\nexport const round = trip\n")
  write('server/trip.ts', "import { round } from './round'\nexport const trip = (): number => round()\n")
  const { complaints } = readBoundaries(tree)
  const of = (start: string): string => complaints.find((complaint) => complaint.startsWith(start)) ?? ''
  expect(of('shared/plain.ts:2 → main/one.ts')).toContain('shared-is-plain')
  expect(of('main/core/electric.ts:1')).toContain('core-is-main-and-shared')
  expect(of('main/index.ts:1 → server/one.ts')).toContain('main-knows-no-server')
  expect(of('server/real.ts:1 → server/testing/fake.ts')).toContain('product-without-tests')
  expect(of('server/hasty.ts:1 → testing/one.ts')).toContain('product-without-tests')
  expect(of('testing/curious.ts:1 → server/one.ts')).toContain('testing-knows-no-room')
  expect(of('server/testing/waits.ts')).toBe('')
  expect(of('renderer/desk/features/b/b.ts:1')).toContain('features-meet-at-the-door')
  expect(of('renderer/shared/ui/button.ts:1')).toContain('pages-share-what-knows-no-page')
  expect(of('renderer/desk/features/a/up.ts:1')).toContain('features-below-the-shell')
  expect(of('renderer/desk/navigation/keys.ts:1')).toContain('navigation-below-features')
  expect(of('soak/run.ts:1')).toContain('testing-serves-tests')
  expect(of('tools/lost.ts:1')).toContain('no-unresolvable')
  expect(complaints.some((complaint) => complaint.includes('no-cycles'))).toBe(true)
  for (const complaint of complaints) expect(complaint).toMatch(/See docs\/architecture\.md/)
})

test('a folder that the checker cannot read does not pass', () => {
  rmSync(join(tree, 'crash/one.ts'))
  const { complaints } = readBoundaries(tree)
  expect(complaints).toEqual(['crash/: there is no code in it'])
})
