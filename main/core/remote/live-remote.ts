import type { EventBody, EventName } from '#shared/ipc/contract'
import type { RemoteCode, RemoteNow } from '#shared/ipc/remote-now'
import type { DeskId, RemoteSessionId, TicketId } from '#shared/ids'
import type { RemoteAct, RemoteMessage } from '#shared/protocol/remote'
import { fail, ok, type Failure, type Result } from '#shared/result'
import { readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'
import { backoffMs } from '../sync/backoff'
import type { Connection } from '../sync/connection'
import { openRemoteSocket, type RemoteSocket } from '../sync/remote-socket'
import { requestRemoteCode } from './request-code'

/** The session is over when the console is away for a minute: it tries often. */
const maxRejoinMs = 2000
/** Joining again would help against none of these. */
const finalRefusals: readonly Failure['code'][] = ['remoteEnded', 'remoteNotYours', 'notFound', 'notSignedIn']

type Needs = {
  replica: Replica
  deskId: DeskId
  token: string
  /** The server's address now. */
  address: () => string
  phase: () => Connection['phase']
  emit: <N extends EventName>(name: N, body: EventBody<N>) => void
}

/** A person's part in remote sessions, one at a time. Nothing of it is stored on this machine. */
export type LiveRemote = {
  request: (ticketId: TicketId) => Promise<Result<RemoteCode>>
  join: (sessionId: RemoteSessionId) => Result<null>
  read: () => RemoteNow | null
  send: (message: RemoteMessage) => Promise<Result<null>>
  act: (act: RemoteAct) => Promise<Result<null>>
  /** Closes the connection; the session itself goes on. */
  leave: () => void
}

/** Starts with no session. */
export const createLiveRemote = ({ replica, deskId, token, address, phase, emit }: Needs): LiveRemote => {
  let now: RemoteNow | null = null
  let socket: RemoteSocket | null = null
  let retry: NodeJS.Timeout | undefined
  let attempt = 0
  let requesting: symbol | null = null

  const change = (changes: Partial<RemoteNow>): void => {
    if (now === null) return
    now = { ...now, ...changes }
    emit('remote.changed', now)
  }
  const disconnect = (): void => {
    clearTimeout(retry)
    socket?.close()
    socket = null
  }
  const connect = (sessionId: RemoteSessionId): void => {
    socket = openRemoteSocket(
      address(),
      { token, deskId, sessionId },
      {
        joined: ({ iceServers }) => {
          attempt = 0
          change({ iceServers })
          emit('remote.joined', { sessionId, iceServers })
        },
        view: (view) => {
          const isSpent = view.state !== 'requested'
          change({ view, connection: view.state === 'ended' ? 'over' : 'joined', ...(isSpent ? { code: null } : {}) })
        },
        message: (message) => emit('remote.message', message),
        refused: (failure) => {
          if (!finalRefusals.includes(failure.code)) return rejoinLater(sessionId)
          disconnect()
          change({ connection: 'over', failure, code: null })
        },
        cut: () => rejoinLater(sessionId),
      },
    )
  }
  const rejoinLater = (sessionId: RemoteSessionId): void => {
    disconnect()
    if (now?.sessionId !== sessionId || now.connection === 'over') return
    if (now.connection === 'joined') change({ connection: 'cut' })
    retry = setTimeout(() => connect(sessionId), Math.min(backoffMs(attempt), maxRejoinMs))
    attempt += 1
  }
  const begin = (sessionId: RemoteSessionId, ticketId: TicketId, code: RemoteCode | null): void => {
    disconnect()
    attempt = 0
    now = { sessionId, ticketId, connection: 'joining', failure: null, code, iceServers: [], view: null }
    emit('remote.changed', now)
    connect(sessionId)
  }
  const isBusy = (): boolean => requesting !== null || (now !== null && now.connection !== 'over')
  const isServed = (): boolean => phase() === 'live' || phase() === 'behind'

  return {
    request: async (ticketId) => {
      if (!isServed()) return fail('offline')
      if (isBusy()) return fail('remoteOneAtATime')
      const own = Symbol('request')
      requesting = own
      try {
        const requested = await requestRemoteCode(address(), token, ticketId)
        // Meanwhile the person may have left or signed out: nothing may be joined for them any more.
        if (requesting !== own) return fail('notSignedIn')
        if (requested.ok) begin(requested.value.sessionId, ticketId, requested.value)
        return requested
      } finally {
        if (requesting === own) requesting = null
      }
    },
    join: (sessionId) => {
      if (now?.sessionId === sessionId && now.connection !== 'over') return ok(null)
      if (!isServed()) return fail('offline')
      if (isBusy()) return fail('remoteOneAtATime')
      const session = readShown(replica.db, 'remoteSession', sessionId)
      if (session === null) return fail('notFound')
      if (session.agentId !== replica.person.id) return fail('remoteNotYours')
      begin(sessionId, session.ticketId, null)
      return ok(null)
    },
    read: () => now,
    send: async (message) =>
      socket === null ? fail(now === null ? 'remoteEnded' : 'offline') : socket.message(message),
    act: async (act) => (socket === null ? fail(now === null ? 'remoteEnded' : 'offline') : socket.act(act)),
    leave: () => {
      requesting = null
      disconnect()
      if (now === null) return
      now = null
      emit('remote.changed', null)
    },
  }
}
