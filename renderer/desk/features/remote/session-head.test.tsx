import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { longRemoteMs } from '#shared/domain/remote-session'
import { minuteMs } from '#shared/domain/time'
import { sampleNow } from './testing/remote-sample'

vi.stubGlobal('window', { hotline: { call: async () => null, listen: () => () => undefined } })
const { SessionHead } = await import('./session-head')

/** A picture that began so long ago and was hidden for ten minutes meanwhile. */
const shownSince = (ms: number) => {
  const from = Date.now() - ms
  return {
    spans: [
      { from, to: from + minuteMs },
      { from: from + 11 * minuteMs, to: null },
    ],
  }
}
const head = (session: ReturnType<typeof shownSince> | null): string =>
  renderToStaticMarkup(<SessionHead now={sampleNow()} session={session} canVisit />)

it('an hour of shown picture is said in the head; pauses do not count', () => {
  expect(head(null)).not.toContain('ranLong')
  expect(head(shownSince(longRemoteMs + 9 * minuteMs))).not.toContain('ranLong')
  expect(head(shownSince(longRemoteMs + 11 * minuteMs))).toContain('ranLong')
})
