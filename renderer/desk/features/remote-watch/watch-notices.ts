import type { Instant } from '#shared/domain/time'
import type { WatchedRemote } from '#shared/ipc/watched-remote'
import { createNotices, type Notices } from '../matter'

/** `began`: the first picture; `ranLong`: it lasts longer than help from afar should. */
export type WatchNotice = { kind: 'began' | 'ranLong'; session: WatchedRemote }

/** What there is to be told of remote sessions, each once. */
export type WatchNotices = Pick<Notices<WatchNotice>, 'connectionIs' | 'since'> & {
  /** @returns the notices that a newly read list gives somebody; none of their own sessions */
  take: (sessions: readonly WatchedRemote[], personId: string) => WatchNotice[]
}

/** Of a session somebody is told when it begins and when it lasts long, each once. */
export const createWatchNotices = (): WatchNotices => {
  const notices = createNotices<WatchNotice & { at: Instant }>(({ kind, session, at }) => ({
    key: `${kind} ${session.id}`,
    at,
  }))
  return {
    connectionIs: notices.connectionIs,
    since: notices.since,
    take: (sessions, personId) => {
      const happened = sessions.flatMap((session) => {
        if (session.agentId === personId || session.state === 'ended') return []
        const times = { began: session.spans[0]?.from ?? null, ranLong: session.ranLongAt }
        return (['began', 'ranLong'] as const).flatMap((kind) => {
          const at = times[kind]
          return at === null ? [] : [{ kind, session, at }]
        })
      })
      return notices.take(happened).map(({ kind, session }) => ({ kind, session }))
    },
  }
}
