import { normaliseRemoteCode } from '#shared/domain/remote-code'
import type { RemoteRight } from '#shared/domain/remote-session'
import type { RemoteAct, RemoteJoined, RemoteMessage, RemoteView } from '#shared/protocol/remote'
import {
  customerStore,
  sourceOf,
  startState,
  withLine,
  withMessage,
  withTick,
  withView,
  type CustomerState,
} from './customer-store'
import { browserName, codeInAddress, readAbilities, serverPath } from './entrance'
import { createPicture } from './picture'
import { createReturnKey } from './return-key'
import type { RemoteLink, Ticket } from './remote-link'

/** The server ends what is away so long; then there is no consent any more. */
const graceMs = 60_000
const offerAgainMs = 4000
/** A console that is there answers within a second, and a way is found within some more. */
const connectWithinMs = 15_000

const { getState: state, setState: set } = customerStore
let link: RemoteLink | null = null
let joined: RemoteJoined | null = null
/** The agent's console has no picture of this page yet. */
let needsOffer = false
/** The screen is allowed as far as this page knows; what was chosen for a right that was withdrawn is let go. */
let wantsScreen = false
let isSayingShown = false
let lostTimer: ReturnType<typeof setTimeout> | undefined
let wayTimer: ReturnType<typeof setTimeout> | undefined
let offerTimer: ReturnType<typeof setTimeout> | undefined
const returnKey = createReturnKey(() => leave({ phase: { is: 'elsewhere' } }))

const picture = createPicture({
  send: (signal) => void link?.send({ kind: 'signal', signal }),
  onWay: (way) => {
    clearTimeout(wayTimer)
    clearTimeout(offerTimer)
    set({ way })
    if (way === 'connecting') wayTimer = setTimeout(() => set({ way: 'blocked' }), connectWithinMs)
    if (way !== 'connected')
      offerTimer = setTimeout(
        () => {
          if (state().way !== 'blocked') return
          needsOffer = true
          settle()
        },
        way === 'blocked' ? offerAgainMs : connectWithinMs + offerAgainMs,
      )
    settle()
  },
  onStopped: () => {
    set({ way: 'none' })
    void end('captureStopped')
  },
})
/** The screen that is shared, for the small picture of it; null where none is. */
export const sharedStream = (): MediaStream | null => picture.stream()

/** Nothing leaves this machine any more. */
const letGo = (change: Partial<CustomerState>): void => {
  for (const timer of [lostTimer, wayTimer, offerTimer]) clearTimeout(timer)
  picture.stop()
  link?.close()
  ;[link, joined, needsOffer, wantsScreen] = [null, null, false, false]
  set({ way: 'none', isCovered: false, link: 'up', pointed: [], pointer: null, ...change })
}

/** It is over, and this tab does not come back to it. */
const leave = (change: Partial<CustomerState>): void => {
  returnKey.forget()
  letGo(change)
}
/** The page goes. If it was only loaded again, it comes back by its key. */
const goAway = (): void => {
  returnKey.sayClosed()
  returnKey.rest()
  letGo({ phase: { is: 'over', end: 'pageClosed' } })
}

/** The screen is let go; choosing it again takes the browser's own window. */
const stopPicture = (): void => {
  wantsScreen = false
  clearTimeout(wayTimer)
  clearTimeout(offerTimer)
  picture.stop()
  set({ way: 'none' })
}

/** Brings the picture to what is allowed now, and on its way where it lacks one. */
const settle = (): void => {
  const { phase, way } = state()
  const source = sourceOf(state())
  if (source === 'none') {
    // What is chosen before the server has noted the consent waits for it, unsent.
    if (phase.is === 'on' && (way === 'connecting' || way === 'connected' || way === 'blocked')) stopPicture()
    return
  }
  picture.show(source)
  if (phase.is !== 'on' || state().link === 'lost') return
  if (needsOffer && joined !== null && picture.stream() !== null && phase.view.presence.agent !== 'away') {
    needsOffer = false
    void picture.offer(joined).then(sayCover)
  } else if (way === 'connected' && phase.view.state === 'consented' && source === 'screen' && !isSayingShown) {
    isSayingShown = true
    void act({ act: 'show' }).finally(() => (isSayingShown = false))
  }
}

const act = async (given: RemoteAct): Promise<boolean> => {
  const failure = (await link?.act(given)) ?? null
  set({ failure })
  return failure === null
}
const send = async (message: RemoteMessage): Promise<boolean> => {
  const failure = link === null ? 'lost' : await link.send(message)
  set({ failure: message.kind === 'chat' ? null : failure })
  return failure === null
}

const hearView = (view: RemoteView): void => {
  const { phase } = state()
  const wasAway = phase.is !== 'on' || phase.view.presence.agent === 'away'
  if (wasAway && view.presence.agent !== 'away') needsOffer = true
  set((before) => withView(before, view, Date.now()))
  if (view.state === 'ended') return leave({})
  if (joined !== null && joined.key !== null) returnKey.keep({ sessionId: view.sessionId, key: joined.key })
  const isShown = view.state === 'active' || view.state === 'paused'
  // A page that was loaded again has lost what was chosen.
  if (isShown && picture.stream() === null && state().way !== 'choosing') void act({ act: 'hide' })
  settle()
}

const connect = async (first: Ticket): Promise<void> => {
  set({ phase: { is: 'joining', isReturning: first.as === 'returning' }, failure: null })
  // Loaded only now: whoever has no code needs none of it.
  const { openRemoteLink } = await import('./remote-link')
  link = openRemoteLink(
    serverPath(location),
    () => {
      const key = returnKey.held()
      return key === null ? first : { as: 'returning', ...key }
    },
    {
      onJoined: (given) => (joined = given),
      onView: hearView,
      onMessage: (message) => {
        if (message.kind === 'signal') return picture.hear(message.signal)
        set((before) => withMessage(before, message))
      },
      onUp: (isSlow) => {
        clearTimeout(lostTimer)
        if (state().link === 'lost') needsOffer = true
        set({ link: 'up', isSlow })
      },
      onLost: () => {
        set({ link: 'lost' })
        settle()
        clearTimeout(lostTimer)
        lostTimer = setTimeout(stopPicture, graceMs)
      },
      onRefused: (code) => {
        const isOver = first.as === 'returning' || returnKey.held() !== null
        leave({ phase: isOver ? { is: 'over', end: null } : { is: 'code', refusal: code } })
      },
    },
  )
}

/** Types the code in. What can be no code costs no try. */
export const join = (): void => {
  const { code: written, contactName: name } = state()
  const [code, contactName] = [normaliseRemoteCode(written), name.trim()]
  const refuse = (refusal: string): void => set({ phase: { is: 'code', refusal } })
  if (code === null) return refuse('codeForm')
  if (contactName === '') return refuse('nameMissing')
  connect({ as: 'customer', code, contactName, browser: browserName(navigator) }).catch(() => refuse('unreachable'))
}

/** While the browser's window was open, it may have ended or the right may have been withdrawn. */
const isStillWanted = (): boolean => wantsScreen

/** Opens the browser's own window for the picture. */
export const choosePicture = async (): Promise<void> => {
  wantsScreen = true
  set({ way: 'choosing' })
  const isChosen = await picture.choose()
  if (!isStillWanted()) {
    stopPicture()
    return
  }
  set({ way: isChosen ? 'chosen' : 'notChosen' })
  needsOffer = isChosen
  settle()
}

/** The customer's answer to what is asked. */
export const allow = async (): Promise<void> => {
  const rights = state().chosen
  // In the same click, or the browser opens no window.
  const choosing = rights.includes('screen') ? choosePicture() : Promise.resolve()
  if (!(await act({ act: 'allow', rights }))) stopPicture()
  await choosing
}
export const refuse = (): Promise<boolean> => act({ act: 'allow', rights: [] })

/** Allows one more, or withdraws one, which takes effect here before the server knows. */
export const setRight = async (right: RemoteRight, isOn: boolean): Promise<void> => {
  const { phase } = state()
  if (phase.is !== 'on') return
  // Two switches in a row: the second must not undo the first, which the server has not answered yet.
  const rights = [...(state().wished ?? phase.view.rights).filter((each) => each !== right), ...(isOn ? [right] : [])]
  if (right === 'screen' && !isOn) stopPicture()
  set({ wished: rights, ...(isOn ? {} : { phase: { ...phase, view: { ...phase.view, rights } } }) })
  const choosing = right === 'screen' && isOn ? choosePicture() : Promise.resolve()
  const isDone = await act({ act: 'allow', rights })
  set({ wished: null })
  if (!isDone && right === 'screen' && isOn) stopPicture()
  await choosing
}

export const pause = (): Promise<boolean> => {
  picture.show('black')
  return act({ act: 'pause' })
}
export const resume = (): Promise<boolean> => act({ act: 'resume' })

/** What the console does not know of a new picture: that it is black on purpose. */
const sayCover = (): void => {
  if (state().isCovered) void send({ kind: 'cover', isCovered: true })
}
/** A password is typed: the picture is black from this moment on. */
export const cover = (isCovered: boolean): void => {
  set({ isCovered })
  settle()
  void send({ kind: 'cover', isCovered })
}

export const say = async (text: string): Promise<void> => {
  const { lines, id } = withLine(state(), { isOwn: true, text, isLost: false })
  set({ lines })
  if (await send({ kind: 'chat', text })) return
  set(({ lines: now }) => ({ lines: now.map((line) => (line.id === id ? { ...line, isLost: true } : line)) }))
}

/** The customer points at a place of their own picture; the number follows those that are in use. */
export const point = (x: number, y: number): void => {
  const used = state().pointed.map((one) => (one.kind === 'drawing' ? 0 : one.number))
  pointOut({ kind: 'mark', x, y, number: (Math.max(0, ...used) % 99) + 1, text: '' })
}
/** The customer draws on their own picture. */
export const draw = (points: { x: number; y: number }[]): void => pointOut({ kind: 'drawing', points })
const pointOut = (message: RemoteMessage): void =>
  void send(message).then((isSent) => isSent && set((before) => withMessage(before, message, true)))

export const tick = async (stepId: string, isDone: boolean): Promise<void> => {
  const show = (isTicked: boolean): void => set((before) => withTick(before, stepId, isTicked))
  show(isDone)
  if (!(await act({ act: 'tickStep', stepId, isDone }))) show(!isDone)
}

/** Ends it: nothing is shown from this moment on, whether the server hears of it or not. */
export const end = async (why: 'customerEnded' | 'captureStopped'): Promise<void> => {
  stopPicture()
  const isHeard = await act({ act: 'end', end: why })
  if (isHeard || state().phase.is === 'over') return
  returnKey.sayClosed()
  leave({ phase: { is: 'over', end: why } })
}
/** A fault of the page: it must not go on showing what nobody can see that it shows. */
export const stopAll = goAway
export const startOver = (): void =>
  set({ ...startState, canCapture: state().canCapture, contactName: state().contactName })

/** Begins with what the address and this tab know. */
export const startCustomer = (): void => {
  const { isSecure, canCapture } = readAbilities(globalThis)
  const code = codeInAddress(location)
  set({ canCapture, code, ...(isSecure ? {} : { phase: { is: 'noHttps' } }) })
  // A code is for one use and does not belong into the history.
  history.replaceState(null, '', `${serverPath(location)}r/`)
  addEventListener('hashchange', () => set({ code: codeInAddress(location) || state().code }))
  addEventListener('pagehide', () => {
    if (link !== null) goAway()
  })
  // A page that the browser kept aside has let everything go, and begins anew.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload()
  })
  const text = returnKey.kept()
  if (text === null || !isSecure) return
  void import('./remote-link').then(({ readKeptKey }) => {
    const key = readKeptKey(text)
    if (key !== null && code === '') return connect({ as: 'returning', ...key })
    returnKey.forget()
  })
}
