import type { DeskId, TicketId } from '#shared/ids'
import type { PresenceTold } from '#shared/protocol/presence'
import type { FeedPage } from '#shared/protocol/feed'
import type { Welcome } from '#shared/protocol/session'
import { minimumWireVersion, wireVersion } from '#shared/protocol/version'
import { fail, type Failure } from '#shared/result'
import { applyFeedPage } from '../replica/apply-page'
import type { DocumentRef } from '../replica/documents'
import { readMeta, writeMeta } from '../replica/meta'
import { listAcked } from '../replica/outbox'
import { measureClock, type Replica } from '../replica/replica'
import { startAgain } from '../replica/settle'
import { backoffMs } from './backoff'
import { catchUp } from './catch-up'
import { isFinal, type Connection } from './connection'
import { pushOutbox } from './push-outbox'
import { openWire, type Wire } from './wire'

/** An acked command whose change has not come by then was pushed to a node whose wake was lost: pull. */
const settleMs = 1000
/** Signals between nodes may be lost; a quiet desk looks for itself. */
const lookMs = 20_000

export type SyncNeeds = {
  replica: Replica
  deskId: DeskId
  token: string
  address: string
  tell: (changed: readonly DocumentRef[]) => void
  /** Connection or counts have changed. */
  statusChanged: () => void
  /** The server has said who the signed-in person is by now. */
  personTold: () => void
  leaseTold?: (lease: Welcome['lease']) => void
  presence: (told: PresenceTold) => void
  /** @param failure notSignedIn, or deskRevoked */
  signedOut: (failure: Failure) => void
  /** The local file failed under a page from the server. */
  failed: (error: unknown) => void
}

export type Sync = {
  read: () => { connection: Connection; behind: number }
  /** Where the server is now. */
  address: () => string
  /** Something waits in the outbox. */
  pushSoon: () => void
  openTicket: (ticketId: TicketId | null) => void
  reconnect: () => void
  moveTo: (address: string) => void
  stop: () => void
}

/** Whether the server is the one this replica is a copy of; another one at its address gets nothing and gives nothing. */
const isHome = ({ db }: Replica, { serverId }: Welcome): boolean => {
  if (serverId === undefined) return true
  const known = readMeta(db, 'serverId')
  if (known === null) writeMeta(db, 'serverId', serverId)
  return known === null || known === serverId
}

/** Keeps one replica and one server in step for as long as it runs; see the drawing at `Connection`. */
export const startSync = (needs: SyncNeeds): Sync => {
  const { replica, deskId, tell } = needs
  let { address } = needs
  let connection: Connection = { phase: 'connecting', since: Date.now() }
  let wire: Wire | null = null
  let behind = 0
  let attempt = 0
  let isStopped = false
  let openTicketId: TicketId | null = null
  const timers: { retry?: NodeJS.Timeout | undefined; push?: NodeJS.Timeout | undefined; look?: NodeJS.Timeout | undefined; settle?: NodeJS.Timeout | undefined } = {}
  const busy = { pulling: false, pullAgain: false, pushing: false, pushAgain: false }
  const tries = new Map<string, number>()

  const enter = (phase: Exclude<Connection['phase'], 'refused'>): void => {
    if (connection.phase === phase) return
    connection = { phase, since: Date.now() }
    needs.statusChanged()
  }
  const disconnect = (): void => {
    for (const timer of Object.values(timers)) clearTimeout(timer)
    wire?.close()
    wire = null
    Object.assign(busy, { pulling: false, pullAgain: false, pushing: false, pushAgain: false })
  }
  const retryLater = (): void => {
    if (isStopped) return
    disconnect()
    enter('offline')
    timers.retry = setTimeout(connect, backoffMs(attempt))
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
  /** Whatever the local file does under a message must reach the one who opened it. */
  const guarded = (work: () => void | Promise<void>): void => {
    Promise.resolve().then(work).catch((error: unknown) => {
      if (isStopped) return
      needs.failed(error)
      // A full disk and the like pass; a damaged file has stopped this sync by now.
      retryLater()
    })
  }

  const pull = (current: Wire): void => guarded(async () => {
    if (busy.pulling) { busy.pullAgain = true; return }
    busy.pulling = true
    const isCurrent = (): boolean => wire === current
    const isDone = await catchUp({ replica, wire: current, tell, isCurrent, standing: (ahead) => { behind = ahead; needs.statusChanged() } })
    if (!isCurrent()) return
    busy.pulling = false
    if (!isDone) return retryLater()
    if (busy.pullAgain) { busy.pullAgain = false; return pull(current) }
    behind = 0
    attempt = 0
    enter('live')
    needs.statusChanged()
    clearTimeout(timers.look)
    timers.look = setTimeout(() => pull(current), lookMs)
    settleLater(current)
  })

  const settleLater = (current: Wire): void => {
    clearTimeout(timers.settle)
    if (listAcked(replica.db).length > 0) timers.settle = setTimeout(() => pull(current), settleMs)
  }

  const push = (current: Wire): void => guarded(async () => {
    if (busy.pushing) { busy.pushAgain = true; return }
    busy.pushing = true
    clearTimeout(timers.push)
    const isCurrent = (): boolean => wire === current
    const end = await pushOutbox({ replica, deskId, wire: current, isCurrent, tries, tell: (changed) => { tell(changed); needs.statusChanged() } })
    if (!isCurrent()) return
    busy.pushing = false
    if (end === 'signedOut') return endSession()
    if (end === 'retry') { timers.push = setTimeout(() => push(current), 500 + backoffMs(3)); return }
    settleLater(current)
    if (busy.pushAgain) { busy.pushAgain = false; push(current) }
  })

  const welcomed = (current: Wire, welcome: Welcome): void => {
    if (welcome.wireVersion < minimumWireVersion) return refuse(fail('serverTooOld', { version: String(welcome.wireVersion) }).failure)
    if (!isHome(replica, welcome)) return endSession()
    measureClock(replica, welcome.serverAt)
    needs.leaseTold?.(welcome.lease)
    replica.person = welcome.person
    writeMeta(replica.db, 'person', welcome.person)
    needs.personTold()
    const known = readMeta(replica.db, 'scopesKey')
    if (known === null) writeMeta(replica.db, 'scopesKey', welcome.scopesKey)
    else if (known !== welcome.scopesKey) {
      startAgain(replica, welcome.scopesKey)
      // Pages asked for under the old scopes may still be on their way: only a new connection is sure to have none.
      if (connection.phase !== 'connecting' && connection.phase !== 'offline') return connect()
    }
    behind = Math.max(0, welcome.head - (readMeta(replica.db, 'cursor') ?? welcome.head))
    enter('behind')
    needs.statusChanged()
    if (openTicketId !== null) current.presence(openTicketId)
    pull(current)
    push(current)
  }

  const heard = (current: Wire, page: FeedPage): void => {
    const applied = applyFeedPage(replica, page)
    tell(applied.changed)
    needs.statusChanged()
    if (applied.kind === 'gap') {
      if (!busy.pulling) enter('behind')
      // A pull under way may have been read before this page: it is followed by another.
      pull(current)
    }
  }

  const connect = (): void => {
    if (isStopped) return
    disconnect()
    // A page of the feed may come while the first filling runs: it is a gap then, and the pull after it brings it.
    const current: Wire = openWire(address, { token: needs.token, deskId, wireVersion }, {
      welcome: (welcome) => guarded(() => { if (wire === current) welcomed(current, welcome) }),
      changes: (page) => guarded(() => { if (wire === current) heard(current, page) }),
      presence: (told) => { if (wire === current) needs.presence(told) },
      signedOut: () => { if (wire === current) endSession() },
      refused: (failure) => { if (wire === current) refuse(failure) },
      cut: () => { if (wire === current) retryLater() },
    })
    wire = current
  }

  const reconnect = (): void => {
    if (isStopped) return
    attempt = 0
    // `offline` stays until the answer, so that nothing flickers; `live` would be a lie after a sleep.
    if (connection.phase !== 'offline') enter('connecting')
    connect()
  }

  connect()
  return {
    read: () => ({ connection, behind }),
    address: () => address,
    pushSoon: () => { if (wire !== null && (connection.phase === 'live' || connection.phase === 'behind')) push(wire) },
    openTicket: (ticketId) => {
      openTicketId = ticketId
      if (connection.phase === 'live' || connection.phase === 'behind') wire?.presence(ticketId)
    },
    reconnect,
    moveTo: (moved) => {
      address = moved
      reconnect()
    },
    stop,
  }
}
