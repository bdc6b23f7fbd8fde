import { useStore } from 'zustand'
import type { Ticket } from '#shared/domain/ticket'
import type { RemoteNow } from '#shared/ipc/remote-now'
import type { RemoteAct, RemoteMessage } from '#shared/protocol/remote'
import type { RemoteSessionId, TicketId } from '#shared/ids'
import type { Failure, Result } from '#shared/result'
import { toastFailure } from '../../../shared/ui'
import { call } from '../../bridge/client'
import { createPersonStore } from '../../bridge/person-store'
import { addTrace, dropFaded, type Trace } from './traces'
import type { Quality } from './picture/quality'

export type ChatLine = { key: number; from: 'agent' | 'customer'; text: string; failure: Failure | null }
/** What the pointer does on the picture. */
export type Tool = 'mark' | 'changeMark' | 'draw'

type RemoteState = {
  now: RemoteNow | null
  /** Why no code was given; until the next try. */
  refusal: { ticketId: TicketId; failure: Failure } | null
  isRequesting: boolean
  /** The id of a call without a ticket, or of a ticket that no server has seen: a code is wanted once there can be. */
  wanted: string | null
  lines: ChatLine[]
  /** Lines of the customer that nobody has looked at. */
  unread: number
  traces: Trace[]
  /** The number of the next mark. */
  nextNumber: number
  stream: MediaStream | null
  quality: Quality | null
  /** The customer types a password, so the picture is black. */
  isCovered: boolean
  tool: Tool
  /** What is being written, kept until it is sent. */
  chatDraft: string
  stepDraft: string
  notes: Record<string, string>
}

/** What belongs to one session, and to no other. */
const freshSession = {
  lines: [],
  unread: 0,
  traces: [],
  nextNumber: 1,
  stream: null,
  quality: null,
  isCovered: false,
  tool: 'mark',
  chatDraft: '',
  stepDraft: '',
} satisfies Partial<RemoteState>
const fresh = (): RemoteState => ({
  now: null,
  refusal: null,
  isRequesting: false,
  wanted: null,
  notes: {},
  ...freshSession,
})

export const remoteStore = createPersonStore<RemoteState>(fresh)
export const useRemote = <T>(pick: (state: RemoteState) => T): T => useStore(remoteStore, pick)

/** Marks are numbered like the circled figures that people count on. */
const maxNumber = 99
let lastKey = 0
const newKey = (): number => (lastKey += 1)

/** Takes over how the session stands; another session begins with nothing of the last one. */
export const takeNow = (now: RemoteNow | null): void => {
  const isOther = remoteStore.getState().now?.sessionId !== now?.sessionId
  const isShown = now?.view?.state === 'active' || now?.view?.state === 'paused'
  remoteStore.setState({ now, ...(isOther ? freshSession : {}), ...(isShown ? {} : { isCovered: false }) })
}

/**
 * Takes in what the customer wrote, pointed at or covered; what else signals say is the picture's.
 * @param at in ms, of this page's clock
 */
export const takeMessage = (message: RemoteMessage, at: number): void => {
  if (message.kind === 'signal') {
    // A new picture is in sight until the page says otherwise.
    if (message.signal.type === 'offer') remoteStore.setState({ isCovered: false })
    return
  }
  if (message.kind === 'cover') {
    remoteStore.setState({ isCovered: message.isCovered })
    return
  }
  if (message.kind !== 'chat') {
    remoteStore.setState(({ traces }) => ({
      traces: addTrace(traces, { key: newKey(), from: 'customer', at, message }),
    }))
    return
  }
  const line: ChatLine = { key: newKey(), from: 'customer', text: message.text, failure: null }
  remoteStore.setState(({ lines, unread }) => ({ lines: [...lines, line], unread: unread + 1 }))
}

/** Removes what has faded. */
export const dropTraces = (at: number): void => {
  const { traces } = remoteStore.getState()
  const left = dropFaded(traces, at)
  if (left.length !== traces.length) remoteStore.setState({ traces: left })
}

export const readLines = (): void => {
  if (remoteStore.getState().unread > 0) remoteStore.setState({ unread: 0 })
}
export const chooseTool = (tool: Tool): void => {
  remoteStore.setState({ tool })
}
export const writeRemote = (draft: Partial<Pick<RemoteState, 'chatDraft' | 'stepDraft'>>): void => {
  remoteStore.setState(draft)
}
export const writeNote = (sessionId: RemoteSessionId, text: string): void => {
  remoteStore.setState(({ notes }) => ({ notes: { ...notes, [sessionId]: text } }))
}

/** Asks for a code; why there is none is shown where it was asked for. */
export const requestRemote = async (ticketId: TicketId): Promise<void> => {
  if (remoteStore.getState().isRequesting) return
  remoteStore.setState({ isRequesting: true, refusal: null, wanted: null })
  const result = await call('remote.request', { ticketId })
  remoteStore.setState({ isRequesting: false, refusal: result.ok ? null : { ticketId, failure: result.failure } })
}
/** Remembers that a code is wanted as soon as there can be one. */
export const wantCode = (of: string): void => {
  remoteStore.setState({ wanted: of })
}
/** @param of whose code is not wanted any more; that of another place still is */
export const dropWantedCode = (of: string): void => {
  if (remoteStore.getState().wanted === of) remoteStore.setState({ wanted: null })
}
/** Asks for a code of a ticket: at once, or once the server has numbered it, which its pane waits for. */
export const requestCodeOf = ({ id, number }: Pick<Ticket, 'id' | 'number'>): void => {
  if (number === null) wantCode(id)
  else void requestRemote(id)
}
export const dismissRefusal = (): void => {
  remoteStore.setState({ refusal: null })
}

/** @returns whether it was done; a refusal is shown */
export const act = async (what: RemoteAct): Promise<boolean> => {
  const result = await call('remote.act', { act: what })
  if (!result.ok) toastFailure(result.failure)
  return result.ok
}

/** Ends it and goes: for what has not begun, there is nothing to look at afterwards. */
export const cancelRemote = async (): Promise<void> => {
  if (await act({ act: 'end', end: 'agentEnded' })) await call('remote.leave', null)
}

/** Writes to the customer. What did not arrive stays, with its reason. */
export const sendChat = async (text: string): Promise<void> => {
  const key = newKey()
  remoteStore.setState(({ lines }) => ({
    lines: [...lines, { key, from: 'agent', text, failure: null }],
    chatDraft: '',
  }))
  const result = await call('remote.send', { message: { kind: 'chat', text } })
  if (result.ok) return
  remoteStore.setState(({ lines }) => ({
    lines: lines.map((line) => (line.key === key ? { ...line, failure: result.failure } : line)),
  }))
}

/** Points, marks or draws on the picture, and shows the same here. @param at in ms, of this page's clock */
export const sendTrace = async (message: Trace['message'], at: number): Promise<Result<null>> => {
  const result = await call('remote.send', { message })
  if (!result.ok) {
    // A pointer that is refused is refused again at once: one word is enough.
    if (message.kind !== 'pointer') toastFailure(result.failure)
    return result
  }
  if (message.kind === 'pointer') return result
  remoteStore.setState(({ traces, nextNumber }) => ({
    traces: addTrace(traces, { key: newKey(), from: 'agent', at, message }),
    nextNumber: message.kind === 'drawing' ? nextNumber : (nextNumber % maxNumber) + 1,
  }))
  return result
}
