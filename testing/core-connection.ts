import type { CallInput, CallName, CallOutput } from '#shared/ipc/contract'
import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import type { Result } from '#shared/result'

/** Talks to a core as the main process does, over any channel. */
export type CoreConnection = {
  send: (message: ToCore) => void
  /** Takes everything that the core posts. */
  hear: (message: FromCore) => void
  ask: <N extends CallName>(name: N, input: CallInput<N>) => Promise<Result<CallOutput<N>>>
  /** What was asked for. @throws where it is refused */
  value: <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>
  /** Opens the folder's desk. @returns the core's answer */
  open: (
    opening: Omit<Extract<ToCore, { kind: 'open' }>, 'kind' | 'appVersion'>,
  ) => Promise<Extract<FromCore, { kind: 'opened' | 'openFailed' }>>
}

/** @param send carries messages to the core */
export const createCoreConnection = (send: (message: ToCore) => void): CoreConnection => {
  const waiting = new Map<number, (result: Result<unknown>) => void>()
  const opening: ((message: Extract<FromCore, { kind: 'opened' | 'openFailed' }>) => void)[] = []
  let lastId = 0
  const ask = <N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> =>
    new Promise((resolve) => {
      lastId += 1
      waiting.set(lastId, (result) => resolve(result as Result<CallOutput<N>>))
      send({ kind: 'call', id: lastId, name, input })
    })
  return {
    send,
    hear: (message) => {
      if (message.kind === 'answer') {
        waiting.get(message.id)?.(message.result)
        waiting.delete(message.id)
      }
      if (message.kind === 'opened' || message.kind === 'openFailed') opening.shift()?.(message)
    },
    ask,
    value: async (name, input) => {
      const result = await ask(name, input)
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`)
      return result.value
    },
    open: (message) =>
      new Promise((resolve) => {
        opening.push(resolve)
        send({ kind: 'open', appVersion: '0.0.0', ...message })
      }),
  }
}
