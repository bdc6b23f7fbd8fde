import { isRungAt } from '#shared/domain/call-desk'
import type { Noun } from '#shared/domain/document'
import { events, type EventBody, type EventName, type SessionState } from '#shared/ipc/contract'
import type { FromCore } from '#shared/ipc/core-messages'
import type { WaitingMatter } from '#shared/ipc/matter'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { isKnownNoun, readShown, type DocumentRef } from './replica/documents'
import type { Replica } from './replica/replica'
import { listLiveCalls } from './views/call'

/** One screen frame: pages cannot show more often, and sixteen events in one message cost a fifteenth each. */
const frameMs = 16

export type ChangeCoalescer = {
  documentsChanged: (refs: readonly DocumentRef[]) => void
  /** The status may have changed. */
  statusChanged: () => void
  stop: () => void
}

/** Collects changes and emits them at most once a frame; the first one after a quiet frame goes out at once. */
export const createChangeCoalescer = (emit: (changed: { noun: Noun; id: string }[]) => void): ChangeCoalescer => {
  const waiting = new Map<string, { noun: Noun; id: string }>()
  let timer: NodeJS.Timeout | null = null
  let emittedAt = Number.NEGATIVE_INFINITY
  const flush = (): void => {
    timer = null
    emittedAt = performance.now()
    const changed = [...waiting.values()]
    waiting.clear()
    emit(changed)
  }
  const schedule = (): void => {
    if (timer !== null) return
    const waitMs = emittedAt + frameMs - performance.now()
    if (waitMs <= 0) flush()
    else timer = setTimeout(flush, waitMs)
  }
  return {
    documentsChanged: (refs) => {
      for (const { noun, id } of refs) if (isKnownNoun(noun)) waiting.set(`${noun} ${id}`, { noun, id })
      if (refs.length > 0) schedule()
    },
    statusChanged: schedule,
    stop: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}

export type ChangeNotifierReads = {
  session: () => SessionState
  status: () => SyncStatus
  /** Null where nobody is signed in. */
  replica: () => Replica | null
}

/** Notifies the page of changes. A state that is the same as the last one is not emitted again. */
export type ChangeNotifier = {
  emit: <N extends EventName>(name: N, body: EventBody<N>) => void
  /** The session state may have changed. */
  sessionChanged: () => void
  documentsChanged: (refs: readonly DocumentRef[]) => void
  /** The status may have changed. */
  statusChanged: () => void
  /** Announces each call that starts ringing here, once and without waiting for the frame: the phone rings already. */
  callsChanged: (replica: Replica, changed: readonly DocumentRef[]) => void
  forgetRinging: () => void
  /** What waits for the person has changed. */
  waitingChanged: (waiting: WaitingMatter[]) => void
  stop: () => void
}

/** @param post carries messages to the main process */
export const createChangeNotifier = (post: (message: FromCore) => void, read: ChangeNotifierReads): ChangeNotifier => {
  let lastStatus = ''
  let lastSession = ''
  const ringing = new Set<string>()

  const emit = <N extends EventName>(name: N, body: EventBody<N>): void =>
    post({ kind: 'event', name, body: events[name].parse(body) as EventBody<EventName> })
  const emitStatus = (): void => {
    const now = read.status()
    const text = JSON.stringify(now)
    if (text === lastStatus) return
    lastStatus = text
    emit('sync.changed', now)
  }
  const coalescer = createChangeCoalescer((changed) => {
    const replica = read.replica()
    const live = replica !== null && changed.some(({ noun }) => noun === 'call') ? { live: listLiveCalls(replica) } : {}
    if (changed.length > 0) emit('replica.changed', { changed, ...live })
    emitStatus()
  })
  return {
    emit,
    sessionChanged: () => {
      const now = read.session()
      const text = JSON.stringify(now)
      if (text === lastSession) return
      lastSession = text
      emit('session.changed', now)
    },
    documentsChanged: coalescer.documentsChanged,
    statusChanged: coalescer.statusChanged,
    callsChanged: (replica, changed) => {
      for (const { noun, id } of changed) {
        if (noun !== 'call') continue
        const call = readShown(replica.db, 'call', id)
        const isRinging = call !== null && isRungAt(call, replica.person.id)
        if (!isRinging) ringing.delete(id)
        else if (!ringing.has(id)) {
          ringing.add(id)
          post({ kind: 'ringing', callId: id })
        }
      }
    },
    forgetRinging: () => ringing.clear(),
    waitingChanged: (waiting) => post({ kind: 'waiting', waiting }),
    stop: coalescer.stop,
  }
}
