import type { CallInput, CallName, CallOutput } from '#shared/ipc/contract'
import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import type { Result } from '#shared/result'

/** Talks to a core as the main process does, over any channel. */
export type CoreConnection = {
  send: (message: ToCore) => void
  /** Takes everything that the core posts. */
  hear: (message: FromCore) => void
  ask: <N extends CallName>(name: N, input: CallInput<N>) => Promise<Result<CallOutput<N>>>
  /** Opens the folder's desk. @returns the core's answer */
  open: (
    opening: Omit<Extract<ToCore, { kind: 'open' }>, 'kind' | 'appVersion'>,
  ) => Promise<Extract<FromCore, { kind: 'opened' | 'openFailed' }>>
}

export const createCoreConnection = (send: (message: ToCore) => void): CoreConnection => {
  const waiting = new Map<number, (result: Result<unknown>) => void>()
  const opening: ((message: Extract<FromCore, { kind: 'opened' | 'openFailed' }>) => void)[] = []
  let lastId = 0
  return {
    send,
    hear: (message) => {
      if (message.kind === 'answer') {
        waiting.get(message.id)?.(message.result)
        waiting.delete(message.id)
      }
      if (message.kind === 'opened' || message.kind === 'openFailed') opening.shift()?.(message)
    },
    ask: <N extends CallName>(name: N, input: CallInput<N>) =>
      new Promise<Result<CallOutput<N>>>((resolve) => {
        lastId += 1
        waiting.set(lastId, (result) => resolve(result as Result<CallOutput<N>>))
        send({ kind: 'call', id: lastId, name, input })
      }),
    open: (message) =>
      new Promise((resolve) => {
        opening.push(resolve)
        send({ kind: 'open', appVersion: '0.0.0', ...message })
      }),
  }
}
