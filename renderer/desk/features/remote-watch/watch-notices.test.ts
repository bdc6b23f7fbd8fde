import { expect, it } from 'vitest'
import { watchedRemoteSchema, type WatchedRemote } from '#shared/ipc/watched-remote'
import { createWatchNotices, type WatchNotice } from './watch-notices'

const me = crypto.randomUUID()
const sessionOf = (fields: Partial<WatchedRemote> = {}): WatchedRemote => ({
  ...watchedRemoteSchema.parse({
    id: crypto.randomUUID(),
    ticketId: crypto.randomUUID(),
    agentId: crypto.randomUUID(),
    state: 'active',
    requestedAt: 1,
    endedAt: null,
    endedBy: null,
    end: null,
    spans: [{ from: 1500, to: null }],
    rights: ['screen'],
    ranLongAt: null,
    agentName: '李静',
    ticketNumber: null,
    subject: '报表错位',
    customerName: null,
  }),
  ...fields,
})
const kinds = (notices: readonly WatchNotice[]): string[] => notices.map(({ kind }) => kind)
const live = { connection: 'live', clockOffsetMs: null } as const
const connectedAt = (at: number) => {
  const notices = createWatchNotices()
  notices.connectionIs(live, at)
  return notices
}

it('tells of a first picture once, and once more when it has lasted long', () => {
  const notices = connectedAt(1000)
  const session = sessionOf({ spans: [] })
  expect(notices.take([session], me)).toEqual([])
  const active = { ...session, spans: [{ from: 1500, to: null }] }
  expect(notices.take([active], me)).toEqual([{ kind: 'began', session: active }])
  const again = {
    ...session,
    spans: [
      { from: 1500, to: 1600 },
      { from: 1700, to: null },
    ],
  }
  expect(notices.take([again], me)).toEqual([])
  const long = { ...again, ranLongAt: 3_700_000 }
  expect(kinds(notices.take([long], me))).toEqual(['ranLong'])
  expect(notices.take([long], me)).toEqual([])
})

it('tells nothing of one’s own sessions, and nothing of one that is over', () => {
  const notices = connectedAt(1000)
  expect(notices.take([sessionOf({ agentId: me as WatchedRemote['agentId'] })], me)).toEqual([])
  expect(notices.take([sessionOf({ state: 'ended', endedAt: 1600 })], me)).toEqual([])
})

it('tells nothing that had happened before a start or a reconnect, though it is learnt only then', () => {
  const notices = connectedAt(1000)
  const before = sessionOf({ spans: [{ from: 900, to: null }] })
  expect(notices.take([before], me)).toEqual([])
  notices.connectionIs({ ...live, connection: 'offline' }, 2000)
  const meanwhile = sessionOf({ spans: [{ from: 2500, to: null }], ranLongAt: 2600 })
  expect(notices.take([meanwhile], me)).toEqual([])
  notices.connectionIs({ ...live, connection: 'connecting' }, 2900)
  notices.connectionIs({ ...live, connection: 'behind' }, 3000)
  expect(notices.take([before, meanwhile], me)).toEqual([])
  notices.connectionIs(live, 3100)
  // A gap in the feed is no reconnect: what began in it is news.
  notices.connectionIs({ ...live, connection: 'behind' }, 4000)
  expect(kinds(notices.take([before, meanwhile, sessionOf({ spans: [{ from: 3050, to: null }] })], me))).toEqual([
    'began',
  ])
})

it('compares in the server’s time where this machine’s clock is off', () => {
  const notices = createWatchNotices()
  notices.connectionIs({ connection: 'live', clockOffsetMs: -86_400_000 }, 86_401_000)
  expect(kinds(notices.take([sessionOf({ spans: [{ from: 999, to: null }] }), sessionOf()], me))).toEqual(['began'])
})
