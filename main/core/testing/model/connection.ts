import { ok, fail } from '#shared/result'
import type { ModelServer } from './server'
import { scopesKeyOf } from './feed'
import { catchUp } from '../../sync/catch-up'
import { pushOutbox } from '../../sync/pushing'
import type { Wire } from '../../sync/wire'
import { readMeta, writeMeta } from '../../replica/meta'
import { measureClock } from '../../replica/replica'
import { startOver } from '../../replica/settle'
import { takePerson } from '../../replica/take-person'
import type { Console } from './console'
import { forgetSeenVersions } from './invariants'

/** How a connection behaves until it is cut. */
export type ConnectionBehaviour = {
  /** Answers that come back before the cut. */
  answers: number
  /** Commands of a push that reach the server. */
  arrive: number
  /** Whether the part of a cut push that arrived is answered. */
  isHeard: boolean
  /** Changes in one page. */
  page: number
  /** What happens while the first page is on its way. */
  meanwhile: () => Promise<void>
}
export const soundConnection: ConnectionBehaviour = {
  answers: Number.POSITIVE_INFINITY,
  arrive: Number.POSITIVE_INFINITY,
  isHeard: true,
  page: 1000,
  meanwhile: () => Promise.resolve(),
}

/** One wire for each connection, which behaves as given until the next request for it. */
const wireOf = (server: ModelServer, console: Console, behaviour: ConnectionBehaviour): Wire => {
  const { id } = console.signedIn
  let left = behaviour.answers
  let { meanwhile } = behaviour
  const onItsWay = async (): Promise<void> => {
    const happens = meanwhile
    meanwhile = soundConnection.meanwhile
    await happens()
  }
  const isCut = (): boolean => {
    left -= 1
    return left < 0
  }
  const wire: Wire = {
    push: (commands) => {
      const outcomes = server.push(id, commands.slice(0, behaviour.arrive))
      return Promise.resolve(isCut() || !behaviour.isHeard ? fail('offline') : ok({ outcomes }))
    },
    pull: async (after, limit, seen) => {
      const page = server.pull(id, after, Math.min(limit, behaviour.page), seen)
      await onItsWay()
      return isCut() ? fail('offline') : ok(page)
    },
    bootstrap: async (cursor, limit) => {
      const page = server.bootstrap(id, cursor, Math.min(limit, behaviour.page))
      await onItsWay()
      return isCut() ? fail('offline') : ok(page)
    },
    presence: () => undefined,
    close: () => undefined,
  }
  console.wire = Object.assign(console.wire ?? wire, wire)
  return console.wire
}

/** Does what `sync.ts` does with a welcome, which comes on each connection and when the person changes. */
const welcome = (server: ModelServer, console: Console): 'new' | 'same' => {
  const { replica } = console
  const person = server.personOf(console.signedIn.id)
  if (console.isConnected && replica.person === person) return 'same'
  if (!console.isConnected) console.wire = null
  console.isConnected = true
  measureClock(replica, server.now())
  takePerson(replica, person)
  const known = readMeta(replica.db, 'scopesKey')
  if (known === null) writeMeta(replica.db, 'scopesKey', scopesKeyOf(person))
  else if (known !== scopesKeyOf(person)) {
    startOver(replica, scopesKeyOf(person))
    // A new connection, so no page of the old scopes arrives any more.
    Object.assign(console, { delayed: [], wire: null })
  }
  return console.wire === null ? 'new' : 'same'
}

const nothing = (): void => undefined
const isCurrent = (): boolean => true

const runCatchUp = async (
  server: ModelServer,
  console: Console,
  behaviour: Partial<ConnectionBehaviour>,
): Promise<boolean> =>
  catchUp({
    replica: console.replica,
    wire: wireOf(server, console, { ...soundConnection, ...behaviour }),
    notify: nothing,
    progress: nothing,
    isCurrent,
  })

export const pull = async (
  server: ModelServer,
  console: Console,
  behaviour: Partial<ConnectionBehaviour> = {},
): Promise<void> => {
  welcome(server, console)
  const isDone = await runCatchUp(server, console, behaviour)
  if (!isDone) Object.assign(console, { delayed: [], isConnected: false })
  if (!console.isUnaware) return
  // From here on the replica may be older than what the console has seen.
  forgetSeenVersions(console)
  console.isUnaware = !isDone
}

export const push = async (
  server: ModelServer,
  console: Console,
  behaviour: Partial<ConnectionBehaviour> = {},
): Promise<void> => {
  // With a new connection the console pulls and pushes at once; here the push is answered and the pull is not yet.
  if (welcome(server, console) === 'new') await runCatchUp(server, console, { answers: 0 })
  const { replica, deskId, tries } = console
  await pushOutbox({
    replica,
    deskId,
    tries,
    wire: wireOf(server, console, { ...soundConnection, ...behaviour }),
    notify: nothing,
    isCurrent,
  })
}
