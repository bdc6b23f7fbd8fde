import type { DeskId, TicketId } from '#shared/ids'
import type { PresenceNotice } from '#shared/protocol/presence'
import type { FeedPage } from '#shared/protocol/feed'
import type { Welcome } from '#shared/protocol/session'
import { wireVersion } from '#shared/protocol/version'
import { fail, type Failure } from '#shared/result'
import { applyFeedPage } from '../replica/apply-page'
import type { DocumentRef } from '../replica/documents'
import { readMeta } from '../replica/meta'
import type { Replica } from '../replica/replica'
import { backoffMs } from './backoff'
import { isFinal, type Connection } from './connection'
import { createPulling, type Pulling } from './pulling'
import { createPushing, type Pushing } from './pushing'
import { refusalOfWelcome, takeWelcome } from './take-welcome'
import { openWire, type Wire } from './wire'

export type SyncNeeds = {
  replica: Replica
  deskId: DeskId
  token: string
  address: string
  notify: (changed: readonly DocumentRef[]) => void
  /** Connection or counts have changed. */
  statusChanged: () => void
  /** The server has sent the signed-in person as they are now. */
  personChanged: () => void
  leaseReceived?: (lease: Welcome['lease']) => void
  presence: (presence: PresenceNotice) => void
  /** @param failure notSignedIn, or deskRevoked */
  signedOut: (failure: Failure) => void
  /** The local file failed while applying a message of the server. */
  failed: (error: unknown) => void
}

export type Sync = {
  read: () => { connection: Connection; behind: number }
  /** The server's address now. */
  address: () => string
  /** Sends what waits in the outbox, if connected. */
  pushSoon: () => void
  openTicket: (ticketId: TicketId | null) => void
  reconnect: () => void
  moveTo: (address: string) => void
  stop: () => void
}

/** A connection with its pulls and pushes. */
type Link = { wire: Wire; pulling: Pulling; pushing: Pushing }

/** Syncs one replica with one server until it is stopped; see the drawing at `Connection`. */
export const startSync = (needs: SyncNeeds): Sync => {
  const { replica, deskId, notify } = needs
  let { address } = needs
  let connection: Connection = { phase: 'connecting', since: Date.now() }
  let link: Link | null = null
  let behind = 0
  let attempt = 0
  let isStopped = false
  let openTicketId: TicketId | null = null
  let retry: NodeJS.Timeout | undefined
  const tries = new Map<string, number>()

  const isServed = (): boolean => connection.phase === 'live' || connection.phase === 'behind'
  const enter = (phase: Exclude<Connection['phase'], 'refused' | 'offline'>): void => {
    if (connection.phase === phase) return
    connection = { phase, since: Date.now() }
    needs.statusChanged()
  }
  const disconnect = (): void => {
    clearTimeout(retry)
    link?.pulling.stop()
    link?.pushing.stop()
    link?.wire.close()
    link = null
  }
  const retryLater = (why: Failure | null = null): void => {
    if (isStopped) return
    disconnect()
    const isNews = connection.phase !== 'offline' || connection.failure?.code !== why?.code
    connection = {
      phase: 'offline',
      since: connection.phase === 'offline' ? connection.since : Date.now(),
      failure: why,
    }
    if (isNews) needs.statusChanged()
    retry = setTimeout(connect, backoffMs(attempt))
    attempt += 1
  }
  const refuse = (failure: Failure): void => {
    if (failure.code === 'notSignedIn' || failure.code === 'deskRevoked') return endSession(failure)
    if (!isFinal(failure)) return retryLater()
    disconnect()
    connection = { phase: 'refused', since: Date.now(), failure }
    needs.statusChanged()
  }
  const endSession = (failure: Failure = fail('notSignedIn').failure): void => {
    stop()
    needs.signedOut(failure)
  }
  const stop = (): void => {
    isStopped = true
    disconnect()
  }
  /** Errors of the local file while handling a message must reach its owner. */
  const guarded = (work: () => void | Promise<void>): void => {
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        if (isStopped) return
        needs.failed(error)
        // A full disk is temporary; for a damaged file `failed` has already stopped this sync.
        retryLater()
      })
  }

  const welcomed = (link: Link, welcome: Welcome): void => {
    const refusal = refusalOfWelcome(replica, welcome)
    if (refusal !== null) return refuse(refusal)
    const taken = takeWelcome(replica, welcome)
    needs.leaseReceived?.(welcome.lease)
    needs.personChanged()
    // Pages of the old scopes may still arrive; only a new connection is sure to have none.
    if (taken === 'startedOver' && connection.phase !== 'connecting' && connection.phase !== 'offline') return connect()
    behind = Math.max(0, welcome.head - (readMeta(replica.db, 'cursor') ?? welcome.head))
    enter('behind')
    needs.statusChanged()
    if (openTicketId !== null) link.wire.presence(openTicketId)
    link.pulling.pull()
    link.pushing.push()
  }
  const heard = ({ pulling }: Link, page: FeedPage): void => {
    const applied = applyFeedPage(replica, page)
    notify(applied.changed)
    needs.statusChanged()
    if (applied.kind !== 'gap') return
    if (!pulling.isBusy()) enter('behind')
    // A running pull may not include this page, so another one follows it.
    pulling.pull()
  }
  const caughtUp = (): void => {
    behind = 0
    attempt = 0
    enter('live')
    needs.statusChanged()
  }

  const connect = (): void => {
    if (isStopped) return
    disconnect()
    const isCurrent = (): boolean => link === current
    // A page that arrives during the first filling counts as a gap; the pull after the filling brings it.
    const wire = openWire(
      address,
      { token: needs.token, deskId, wireVersion },
      {
        welcome: (welcome) =>
          guarded(() => {
            if (isCurrent()) welcomed(current, welcome)
          }),
        changes: (page) =>
          guarded(() => {
            if (isCurrent()) heard(current, page)
          }),
        presence: (presence) => {
          if (isCurrent()) needs.presence(presence)
        },
        signedOut: () => {
          if (isCurrent()) endSession()
        },
        refused: (failure) => {
          if (isCurrent()) refuse(failure)
        },
        cut: (why) => {
          if (isCurrent()) retryLater(why)
        },
      },
    )
    const pulling = createPulling({
      replica,
      wire,
      isCurrent,
      guarded,
      notify,
      caughtUp,
      cut: retryLater,
      progress: (ahead) => {
        behind = ahead
        needs.statusChanged()
      },
    })
    const pushing = createPushing({
      replica,
      deskId,
      wire,
      isCurrent,
      guarded,
      tries,
      done: pulling.settleLater,
      signedOut: endSession,
      notify: (changed) => {
        notify(changed)
        needs.statusChanged()
      },
    })
    const current: Link = { wire, pulling, pushing }
    link = current
  }

  const reconnect = (): void => {
    if (isStopped) return
    attempt = 0
    // `offline` stays until the answer, so that nothing flickers; after a sleep `live` may no longer be true.
    if (connection.phase !== 'offline') enter('connecting')
    connect()
  }

  connect()
  return {
    read: () => ({ connection, behind }),
    address: () => address,
    pushSoon: () => {
      if (isServed()) link?.pushing.push()
    },
    openTicket: (ticketId) => {
      openTicketId = ticketId
      if (isServed()) link?.wire.presence(ticketId)
    },
    reconnect,
    moveTo: (moved) => {
      address = moved
      reconnect()
    },
    stop,
  }
}
