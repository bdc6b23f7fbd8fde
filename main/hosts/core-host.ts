import { z } from 'zod'
import { failureSchema, fail, type Failure, type Result } from '#shared/result'
import { waitingMatterSchema, type WaitingMatter } from '#shared/ipc/matter'
import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import type { LogFault } from '../fault-log'
import { keepRunning, type Child } from './keep-running'

const resultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
])
const fromCoreSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('openFailed'), failure: failureSchema, canSetAside: z.boolean() }),
  z.object({ kind: z.literal('answer'), id: z.number(), result: resultSchema }),
  z.object({ kind: z.literal('event'), name: z.string(), body: z.unknown() }),
  z.object({ kind: z.literal('ringing'), callId: z.string() }),
  z.object({ kind: z.literal('waiting'), waiting: z.array(waitingMatterSchema) }),
  z.object({ kind: z.literal('erased'), failure: failureSchema }),
  z.object({ kind: z.literal('closed') }),
])

export type CoreHostParts = {
  fork: () => Child
  /** What the core needs to open the replica, except the key. */
  desk: () => Omit<Extract<ToCore, { kind: 'open' }>, 'kind' | 'keyHex'>
  onOpened: () => void
  onOpenFailed: (failure: Failure, canSetAside: boolean) => void
  onEvent: (name: string, body: unknown) => void
  onRinging: (callId: string) => void
  onWaiting: (waiting: WaitingMatter[]) => void
  /** The desk was revoked and its files are gone; `open` with a new key starts over. */
  onErased: (failure: Failure) => void
  logFault: LogFault
}

/**
 * A read of the replica takes milliseconds, so after this long no answer will come. Signing in may wait for a server.
 */
const answerWithinMs = 30_000
/** After this many crashes in a row the cause is probably on the disk, so starting again does not help. */
const maxCrashes = 5
const closeWithinMs = 5000

/**
 * Runs the desk core and sends it calls. Calls made before the replica is open wait, and every call gets an answer.
 */
export const createCoreHost = ({
  fork,
  desk,
  onOpened,
  onOpenFailed,
  onEvent,
  onRinging,
  onWaiting,
  onErased,
  logFault,
}: CoreHostParts) => {
  type Asked = {
    message: Extract<ToCore, { kind: 'call' }>
    answer: (result: Result<unknown>) => void
    timer: NodeJS.Timeout
  }
  const asked = new Map<number, Asked>()
  let nextId = 1
  let keyHex: string | null = null
  let isOpen = false
  let openedFor = ''

  const settle = (id: number, result: Result<unknown>): void => {
    const question = asked.get(id)
    if (question === undefined) return
    asked.delete(id)
    clearTimeout(question.timer)
    question.answer(result)
  }
  const settleAll = (result: Result<unknown>): void => [...asked.keys()].forEach((id) => settle(id, result))
  const open = (): void => {
    if (keyHex === null) return
    const given = desk()
    openedFor = given.server
    keeper.post({ kind: 'open', keyHex, ...given } satisfies ToCore)
  }

  const hear = (message: FromCore): void => {
    switch (message.kind) {
      case 'opened':
        isOpen = true
        // The server came up while the replica opened.
        if (desk().server !== openedFor) keeper.post({ kind: 'server', address: desk().server } satisfies ToCore)
        for (const question of asked.values()) keeper.post(question.message)
        return onOpened()
      case 'openFailed':
        settleAll({ ok: false, failure: message.failure })
        return onOpenFailed(message.failure, message.canSetAside)
      case 'answer':
        return settle(message.id, message.result)
      case 'event':
        return onEvent(message.name, message.body)
      case 'ringing':
        return onRinging(message.callId)
      case 'waiting':
        return onWaiting(message.waiting)
      case 'erased':
        isOpen = false
        // A restarted core must not open with a key that is being deleted.
        keyHex = null
        settleAll({ ok: false, failure: message.failure })
        return onErased(message.failure)
      case 'closed':
        return
    }
  }

  const keeper = keepRunning({
    name: 'desk core',
    fork,
    logFault,
    onStarted: open,
    onMessage: (message) => {
      const parsed = fromCoreSchema.safeParse(message)
      if (parsed.success) hear(parsed.data as FromCore)
      else logFault('desk core said what is not in the contract', parsed.error)
    },
    onGone: (crashes) => {
      isOpen = false
      const failure: Failure = {
        code: 'internal',
        params: { reference: logFault(`desk core crashed ${crashes} times`, null) },
      }
      settleAll({ ok: false, failure })
      if (crashes < maxCrashes) return
      void keeper.stop({ kind: 'close' }, 0)
      onOpenFailed(failure, true)
    },
  })

  return {
    /** Starts the process early, so that it is ready when the key arrives. */
    start: (): void => keeper.start(),
    open: (key: string): void => {
      keyHex = key
      if (keeper.isRunning()) open()
      else keeper.start()
    },
    call: (name: string, input: unknown): Promise<Result<unknown>> =>
      new Promise((answer) => {
        const id = nextId++
        const message = { kind: 'call', id, name, input } as const
        const timer = setTimeout(
          () => settle(id, fail('internal', { reference: logFault(`no answer to ${name}`, null) })),
          answerWithinMs,
        )
        asked.set(id, { message, answer, timer })
        if (isOpen) keeper.post(message)
      }),
    /** Answers the calls that wait for a replica that cannot open now. */
    refuseWaiting: (failure: Failure): void => settleAll({ ok: false, failure }),
    /** The server is at another address. */
    moveServer: (address: string): void => {
      if (isOpen) keeper.post({ kind: 'server', address } satisfies ToCore)
    },
    resume: (): void => {
      if (isOpen) keeper.post({ kind: 'resume' } satisfies ToCore)
    },
    isOpen: (): boolean => isOpen,
    close: async (): Promise<void> => {
      await keeper.stop({ kind: 'close' } satisfies ToCore, closeWithinMs)
      isOpen = false
      settleAll(fail('internal', { reference: 'closing' }))
    },
  }
}
