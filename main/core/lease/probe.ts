import type { DeskId } from '#shared/ids'
import type { Welcome } from '#shared/protocol/session'
import { minimumWireVersion, wireVersion } from '#shared/protocol/version'
import type { Failure } from '#shared/result'
import { backoffMs } from '../sync/backoff'
import { openWire, type Wire } from '../sync/wire'

export type ProbeNeeds = {
  address: string
  token: string
  deskId: DeskId
  welcome: (welcome: Welcome) => void
  refused: (failure: Failure) => void
}

export type Probe = { retry: () => void; stop: () => void }

/**
 * Connects until the server's welcome arrives, while the copy stays closed. A welcome is all that unlocks a desk.
 */
export const startProbe = ({ address, token, deskId, welcome, refused }: ProbeNeeds): Probe => {
  let wire: Wire | null = null
  let timer: NodeJS.Timeout | undefined
  let attempt = 0
  let isStopped = false
  const stop = (): void => {
    isStopped = true
    clearTimeout(timer)
    wire?.close()
  }
  const later = (): void => {
    if (isStopped) return
    timer = setTimeout(ask, backoffMs(attempt))
    attempt += 1
  }
  const ask = (): void => {
    if (isStopped) return
    clearTimeout(timer)
    wire?.close()
    const current: Wire = openWire(
      address,
      { token, deskId, wireVersion },
      {
        welcome: (received) => {
          if (isStopped || wire !== current || received.wireVersion < minimumWireVersion) return
          stop()
          welcome(received)
        },
        changes: () => undefined,
        presence: () => undefined,
        // An expired token is not tried again: only a password helps now.
        signedOut: () => {
          if (wire === current) stop()
        },
        refused: (failure) => {
          if (isStopped || wire !== current) return
          if (failure.code === 'notSignedIn' || failure.code === 'deskRevoked') stop()
          else later()
          refused(failure)
        },
        cut: () => {
          if (wire === current) later()
        },
      },
    )
    wire = current
  }
  ask()
  return {
    retry: () => {
      attempt = 0
      ask()
    },
    stop,
  }
}
