import { pause, type StopSignal } from '../async/pause'
import type { MenuPath } from '../domain/queue'
import type { ProblemDomain } from '../domain/problem-domain'

type Post = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; signal?: unknown },
) => Promise<{ status: number; text: () => Promise<string> }>

/** The few words of the web platform that a played call needs; they are global in Node, Electron and browsers alike. */
type Platform = {
  fetch: Post
  AbortSignal: { timeout: (ms: number) => unknown }
}
const platform = globalThis as unknown as Platform

const globalPost: Post = (url, init) => platform.fetch(url, init)

/** An exchange gives up on a webhook that does not answer within seconds; so does this line. */
const answerWithinMs = 10_000
const giveUpAfter = (ms: number): unknown => platform.AbortSignal.timeout(ms)

/** `a=1&user[]=801&user[]=802`, as exchanges with form-encoded webhooks write it. */
const formOf = (fields: Record<string, string | string[] | undefined>): string =>
  Object.entries(fields)
    .flatMap(([key, value]) => {
      if (value === undefined) return []
      return Array.isArray(value)
        ? value.map((each): [string, string] => [`${key}[]`, each])
        : [[key, value] as [string, string]]
    })
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&')

export type PlayedCall = {
  /** The exchange's id of the call; made up when absent. */
  callId?: string
  from: string
  to?: string
  menu?: MenuPath
  code?: string
  password?: string
  problemDomain?: ProblemDomain
  /** Extensions to ring; all ready agents of the queue when absent. */
  users?: string[]
}

/**
 * How the call goes on after ringing:
 * `answered` rings, is answered by the exchange, talked and hung up; `unanswered` is given up by the caller;
 * `byAgent` leaves answering and hanging up to the agent's console and hangs up by itself only after `talkMs`.
 */
export type PlayEnding = 'answered' | 'unanswered' | 'byAgent'

export type PlayStep =
  | { step: 'menu'; queue: string }
  | { step: 'identity'; result: string; queue: string }
  | { step: 'ringing' }
  | { step: 'talking' }
  | { step: 'ended'; cause: string }

export type PlayOptions = {
  /** The server's address without a path, such as http://127.0.0.1:4646. */
  server: string
  token: string
  call: PlayedCall
  ending: PlayEnding
  ringMs: number
  talkMs: number
  /** Sends form-encoded, and answer and hang-up without from, to and direction, as many exchanges do. */
  isForm?: boolean
  /** The extension that answers; nobody named when absent. */
  answeringNumber?: string
  post?: Post
  signal?: StopSignal
  onStep?: (step: PlayStep) => void
}

/** The server did not take a step of the call. `status` is 0 when it could not be reached. */
export class CallNotTaken extends Error {
  readonly status: number
  constructor(status: number, message: string, cause?: unknown) {
    super(message, { cause })
    this.status = status
  }
}

/** Fills each `?` with a random digit. */
const withRandomDigits = (pattern: string): string =>
  pattern.replaceAll('?', () => String(Math.floor(Math.random() * 10)))

const randomCallId = (): string => withRandomDigits('practice-????????????')

/** One line to the server: posts a body to one of the telephone's addresses and reads the answer. */
const openLine =
  ({ server, token, isForm, post = globalPost }: PlayOptions) =>
  async (
    kind: 'cti' | 'ivr',
    path: string,
    fields: Record<string, string | string[] | undefined>,
  ): Promise<Record<string, unknown>> => {
    const url = `${server.replace(/\/+$/, '')}/api/v1/${kind}/${encodeURIComponent(token)}${path}`
    const headers = { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' }
    let answer: { status: number; text: () => Promise<string> }
    let text: string
    try {
      answer = await post(url, {
        method: 'POST',
        headers,
        body: isForm ? formOf(fields) : JSON.stringify(fields),
        signal: giveUpAfter(answerWithinMs),
      })
      text = await answer.text()
    } catch (cause) {
      throw new CallNotTaken(0, `the server ${server} cannot be reached`, cause)
    }
    if (answer.status !== 200)
      throw new CallNotTaken(answer.status, `the server answered ${answer.status}: ${text.slice(0, 300)}`)
    return JSON.parse(text) as Record<string, unknown>
  }

const word = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Plays a whole call at a server, as a telephone exchange with a voice menu would.
 * Stopping it by `signal` hangs up first. @returns the exchange's id of the call.
 * @throws CallNotTaken when the server is away or refuses a step.
 */
export const playCall = async (options: PlayOptions): Promise<string> => {
  const { call, signal, onStep = () => {} } = options
  const callId = call.callId ?? randomCallId()
  const from = withRandomDigits(call.from)
  const post = openLine(options)
  const { menu, problemDomain } = call

  if (menu !== undefined) {
    const answer = await post('ivr', '/menu', { callId, path: menu, problemDomain })
    onStep({ step: 'menu', queue: word(answer.queue) })
  }
  if (call.code !== undefined) {
    const serviceCode = withRandomDigits(call.code)
    const answer = await post('ivr', '/verify', {
      callId,
      from,
      serviceCode,
      password: call.password ?? '',
      menu: menu ?? '2',
      problemDomain,
    })
    onStep({ step: 'identity', result: word(answer.result), queue: word(answer.queue) })
  }

  const whole = { from, to: call.to ?? '4006600588', direction: 'in' }
  const later = options.isForm ? {} : whole
  const hangUp = async (cause: string): Promise<void> => {
    await post('cti', '', { event: 'hangup', callId, ...later, cause })
    onStep({ step: 'ended', cause })
  }
  await post('cti', '', { event: 'newCall', callId, ...whole, user: call.users })
  onStep({ step: 'ringing' })

  if (options.ending === 'byAgent') {
    await pause(options.talkMs, signal)
    await hangUp('normalClearing')
    return callId
  }
  const hasRung = await pause(options.ringMs, signal)
  if (!hasRung || options.ending === 'unanswered') {
    await hangUp('cancel')
    return callId
  }
  await post('cti', '', {
    event: 'answer',
    callId,
    ...later,
    answeringNumber: options.answeringNumber ?? call.users?.[0],
  })
  onStep({ step: 'talking' })
  await pause(options.talkMs, signal)
  await hangUp('normalClearing')
  return callId
}
