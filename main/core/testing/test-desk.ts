import type { CallInput, CallName, CallOutput } from '#shared/ipc/contract'
import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import type { Result } from '#shared/result'
import type { MachineClocks } from '../clock/machine-clocks'
import { createCore } from '../core'
import { testKey } from './replica-fixture'

/** The real core over a folder of its own, called as the main process calls it. */
export const startTestDesk = (directory: string, server: string, deskId: string, clocks?: MachineClocks) => {
  const heard: FromCore[] = []
  const waiting = new Map<number, (result: Result<unknown>) => void>()
  let lastId = 0
  const handle = createCore(
    (message) => {
      heard.push(message)
      if (message.kind === 'answer') waiting.get(message.id)?.(message.result)
    },
    () => undefined,
    clocks,
  )
  const say = (message: ToCore): void => handle(message)
  say({ kind: 'open', directory, keyHex: testKey, server, deskId, appVersion: '0.0.0' })
  const ask = <N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> =>
    new Promise((resolve) => {
      lastId += 1
      waiting.set(lastId, (result) => resolve(result as Result<CallOutput<N>>))
      say({ kind: 'call', id: lastId, name, input })
    })
  const value = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
    const result = await ask(name, input)
    if (!result.ok) throw new Error(`${name}: ${result.failure.code}`)
    return result.value
  }
  return { heard, say, ask, value, close: () => say({ kind: 'close' }) }
}
