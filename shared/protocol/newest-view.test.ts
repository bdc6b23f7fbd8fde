import { expect, it } from 'vitest'
import { newestViews } from './newest-view'
import type { RemoteView } from './remote'

it('an older view that arrives last is not shown; the same one again is, for who has come or gone', () => {
  const seen: string[] = []
  const hear = newestViews(({ sessionId, version }) => seen.push(`${sessionId} ${String(version)}`))
  for (const [sessionId, version] of [
    ['a', 3],
    ['a', 5],
    ['a', 4],
    ['a', 5],
    ['b', 1],
  ] as const)
    hear({ sessionId, version } as unknown as RemoteView)
  expect(seen).toEqual(['a 3', 'a 5', 'a 5', 'b 1'])
})
