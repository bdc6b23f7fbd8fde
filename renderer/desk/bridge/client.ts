import { fail, type Result } from '#shared/result'
import type { Bridge } from '#shared/ipc/bridge'
import type { CallInput, CallName, CallOutput, EventBody, EventName } from '#shared/ipc/contract'

declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to
  interface Window {
    readonly hotline: Bridge
  }
}

/** Asks the main process or the desk core. Never rejects: what goes wrong is a failure with a sentence. */
export const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> => {
  try {
    // The gate in the main process has checked this answer against the contract.
    return (await window.hotline.call(name, input)) as Result<CallOutput<N>>
  } catch {
    return fail('internal', { reference: name })
  }
}

type Hear = (body: never) => void
const listeners = new Map<EventName, Set<Hear>>()
let isListening = false

const startListening = (): void => {
  if (isListening) return
  isListening = true
  window.hotline.listen((name, body) => {
    for (const listener of listeners.get(name as EventName) ?? []) listener(body as never)
  })
}

/** Listens to one kind of event. @returns a function that stops listening. */
export const listen = <N extends EventName>(name: N, listener: (body: EventBody<N>) => void): (() => void) => {
  startListening()
  const those = listeners.get(name) ?? new Set<Hear>()
  listeners.set(name, those)
  those.add(listener)
  return () => {
    those.delete(listener)
  }
}
