import { createStore } from 'zustand/vanilla'
import type { RemoteEnd, RemoteRight } from '#shared/domain/remote-session'
import type { RemoteMessage, RemoteView } from '#shared/protocol/remote'

/** Where the customer is in it. What belongs to one phase only is in that phase. */
export type Phase =
  | { is: 'noHttps' }
  /** `refusal`: why the last try did not get in. */
  | { is: 'code'; refusal: string | null }
  | { is: 'joining'; isReturning: boolean }
  /** Who asks is known; nothing is allowed. */
  | { is: 'asked'; view: RemoteView }
  | { is: 'on'; view: RemoteView }
  | { is: 'over'; end: RemoteEnd | null }
  | { is: 'elsewhere' }

export type ChatLine = { id: number; isOwn: boolean; text: string; isLost: boolean }
type Place = { x: number; y: number }
/** What was pointed at: numbered marks and drawings, by either side. */
export type Pointed =
  | ({ id: number; kind: 'mark' | 'changeMark'; isOwn: boolean; number: number; text: string } & Place)
  | { id: number; kind: 'drawing'; isOwn: boolean; points: Place[] }

/** How far the picture is on its way. */
export type Way = 'none' | 'choosing' | 'notChosen' | 'chosen' | 'connecting' | 'connected' | 'blocked'

export type CustomerState = {
  phase: Phase
  canCapture: boolean
  code: string
  contactName: string
  /** What the switches say before it is allowed. */
  chosen: RemoteRight[]
  /** What they say while the server has not answered; nothing is shown because of it. */
  wished: RemoteRight[] | null
  link: 'up' | 'lost'
  isSlow: boolean
  way: Way
  /** A password is being typed. */
  isCovered: boolean
  /** When the picture was first seen, by this machine's clock. */
  shownAt: number | null
  lines: ChatLine[]
  pointed: Pointed[]
  pointer: (Place & { id: number }) | null
  /** What the server refused last. */
  failure: string | null
}

export const startState: CustomerState = {
  phase: { is: 'code', refusal: null },
  canCapture: true,
  code: '',
  contactName: '',
  chosen: [],
  wished: null,
  link: 'up',
  isSlow: false,
  way: 'none',
  isCovered: false,
  shownAt: null,
  lines: [],
  pointed: [],
  pointer: null,
  failure: null,
}

/** All that this page knows. */
export const customerStore = createStore<CustomerState>(() => startState)

/** A page may be open for two hours. */
const maxLines = 500
/** More on a small picture nobody can tell apart. */
const maxPointed = 9

let lastId = 0
const nextId = (): number => (lastId += 1)

const phaseOf = (view: RemoteView): Phase => {
  if (view.state === 'ended') return { is: 'over', end: view.end }
  return view.state === 'identified' || view.state === 'requested' ? { is: 'asked', view } : { is: 'on', view }
}

/** What the server's word on the session makes of the state. What is over, or goes on elsewhere, stays so. */
export const withView = (state: CustomerState, view: RemoteView, now: number): Partial<CustomerState> => {
  if (state.phase.is === 'over' || state.phase.is === 'elsewhere') return {}
  const isShown = view.state === 'active' || view.state === 'paused'
  return {
    phase: phaseOf(view),
    contactName: view.contactName,
    shownAt: isShown ? (state.shownAt ?? now) : null,
    // Marks on a picture that is gone point at nothing.
    ...(isShown ? {} : { pointed: [], pointer: null, isCovered: false }),
  }
}

export const withLine = ({ lines }: CustomerState, line: Omit<ChatLine, 'id'>): { lines: ChatLine[]; id: number } => {
  const id = nextId()
  return { lines: [...lines, { ...line, id }].slice(-maxLines), id }
}

/** What a message of the other side makes of the state; a signal changes nothing here. */
export const withMessage = (state: CustomerState, message: RemoteMessage, isOwn = false): Partial<CustomerState> => {
  switch (message.kind) {
    case 'signal':
    case 'cover':
      return {}
    case 'chat':
      return { lines: withLine(state, { isOwn, text: message.text, isLost: false }).lines }
    case 'pointer':
      return { pointer: { id: nextId(), x: message.x, y: message.y } }
    case 'drawing':
      return {
        pointed: [...state.pointed, { id: nextId(), kind: 'drawing' as const, isOwn, points: message.points }].slice(
          -maxPointed,
        ),
      }
    case 'mark':
    case 'changeMark': {
      const { kind, x, y, number, text } = message
      return { pointed: [...state.pointed, { id: nextId(), kind, isOwn, x, y, number, text }].slice(-maxPointed) }
    }
  }
}

/** A step is ticked here before the server has answered. */
export const withTick = ({ phase }: CustomerState, stepId: string, isDone: boolean): Partial<CustomerState> =>
  phase.is !== 'on'
    ? {}
    : {
        phase: {
          ...phase,
          view: {
            ...phase.view,
            steps: phase.view.steps.map((step) => (step.id === stepId ? { ...step, isDone } : step)),
          },
        },
      }

/** What of the screen may leave this machine. Without the server's word on the consent nothing does. */
export const sourceOf = ({ phase, link, isCovered }: CustomerState): 'screen' | 'black' | 'none' => {
  if (phase.is !== 'on' || !phase.view.rights.includes('screen')) return 'none'
  return link === 'lost' || isCovered || phase.view.state === 'paused' ? 'black' : 'screen'
}
