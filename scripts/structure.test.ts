import { expect, test } from 'vitest'
import { structureOf } from './structure.mjs'

const file = (source: string, ...imports: string[]) => ({
  source,
  dependencies: imports.map((resolved) => ({ resolved })),
})

test('an arrow is drawn once, and neither tests nor what stands in one room draw any', () => {
  const page = structureOf([
    file('server/sync/register.ts', 'server/feed/pull.ts', 'server/feed/rows.ts', 'server/sync/socket.ts'),
    file('server/sync/limits.ts', 'server/feed/pull.ts'),
    file('server/feed/feed.pg.test.ts', 'server/sync/register.ts'),
    file('server/feed/testing/reader.ts', 'server/sync/register.ts'),
    file('server/start.ts', 'server/sync/register.ts'),
  ])
  expect(page.split('\n').filter((line) => line.includes('-->'))).toEqual([
    '  server["server"] --> sync["sync"]',
    '  sync["sync"] --> feed["feed"]',
  ])
})
