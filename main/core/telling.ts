import { isRungAt } from '#shared/domain/call-desk'
import { events, type EventBody, type EventName, type SessionState } from '#shared/ipc/contract'
import type { FromCore } from '#shared/ipc/core-messages'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { readShown, type DocumentRef } from './replica/documents'
import type { Replica } from './replica/replica'
import { createTeller } from './teller'
import { listLiveCalls } from './views/call'

export type TellingReads = {
  session: () => SessionState
  status: () => SyncStatus
  /** Null where nobody is signed in. */
  replica: () => Replica | null
}

/** Says to the page what has changed; each state once, however often it is looked at. */
export type Telling = {
  say: <N extends EventName>(name: N, body: EventBody<N>) => void
  /** Who is signed in may be another. */
  session: () => void
  changed: (refs: readonly DocumentRef[]) => void
  /** The status may be another. */
  touch: () => void
  /** A call that has just begun to ring here is said once, outside the coalescing: the phone is already ringing. */
  ringing: (replica: Replica, changed: readonly DocumentRef[]) => void
  forgetRinging: () => void
  stop: () => void
}

/** @param post carries messages to the main process */
export const createTelling = (post: (message: FromCore) => void, read: TellingReads): Telling => {
  let lastStatus = ''
  let lastSession = ''
  const toldRinging = new Set<string>()

  const say = <N extends EventName>(name: N, body: EventBody<N>): void =>
    post({ kind: 'event', name, body: events[name].parse(body) as EventBody<EventName> })
  const sayStatus = (): void => {
    const now = read.status()
    const text = JSON.stringify(now)
    if (text === lastStatus) return
    lastStatus = text
    say('sync.changed', now)
  }
  const teller = createTeller((changed) => {
    const replica = read.replica()
    const live = replica !== null && changed.some(({ noun }) => noun === 'call') ? { live: listLiveCalls(replica) } : {}
    if (changed.length > 0) say('replica.changed', { changed, ...live })
    sayStatus()
  })
  return {
    say,
    session: () => {
      const now = read.session()
      const text = JSON.stringify(now)
      if (text === lastSession) return
      lastSession = text
      say('session.changed', now)
    },
    changed: teller.changed,
    touch: teller.touch,
    ringing: (replica, changed) => {
      for (const { noun, id } of changed) {
        if (noun !== 'call') continue
        const call = readShown(replica.db, 'call', id)
        const isRinging = call !== null && isRungAt(call, replica.person.id)
        if (!isRinging) toldRinging.delete(id)
        else if (!toldRinging.has(id)) {
          toldRinging.add(id)
          post({ kind: 'ringing', callId: id })
        }
      }
    },
    forgetRinging: () => toldRinging.clear(),
    stop: teller.stop,
  }
}
