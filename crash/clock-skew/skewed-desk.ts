import { v7 as newUuid } from 'uuid'
import type { CallInput, CallName, CallOutput } from '#shared/ipc/contract'
import { until } from '../../testing/until'
import { anyAddress, crashKey } from '../desk-folder'
import { patienceMs, startHost } from '../host-process'

/** A desk whose device's clock is wrong. */
export type SkewedDesk = {
  value: <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>
  /** Goes offline. */
  goAway: () => Promise<void>
  /** @returns once everything is sent and everything new is here */
  comeBack: () => Promise<void>
  stop: () => Promise<void>
}

export const openSkewedDesk = async (
  built: string,
  directory: string,
  address: string,
  login: string,
  skewMs: number,
): Promise<SkewedDesk> => {
  const host = startHost(built, skewMs)
  const { value } = host
  const isInStep = async (): Promise<boolean> => {
    const status = await value('sync.read', null)
    return status.connection === 'live' && status.pending === 0 && status.behind === 0
  }
  await host.open({ directory, keyHex: crashKey, server: address, deskId: newUuid() })
  await value('session.signIn', { login, password: 'correct horse' })
  await until(isInStep, `${login} is in step`, patienceMs)
  return {
    value,
    goAway: async () => {
      host.send({ kind: 'server', address: anyAddress })
      await until(async () => (await value('sync.read', null)).connection === 'offline', `${login} is away`, patienceMs)
    },
    comeBack: async () => {
      host.send({ kind: 'server', address })
      await until(isInStep, `${login} is back in step`, patienceMs)
    },
    stop: host.stop,
  }
}
