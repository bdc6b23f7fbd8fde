import type { SessionState } from '#shared/ipc/contract'
import type { DeskId } from '#shared/ids'
import type { Welcome } from '#shared/protocol/session'
import type { Failure } from '#shared/result'
import type { LeaseStanding } from '../lease/leases'
import { startProbe } from '../lease/probe'
import type { KeptSession } from '../replica/desk-file'

/** The copy is closed, and its person stays signed in: a word of the server is enough to open it. */
export type Locked = {
  kept: KeptSession
  state: Extract<SessionState, { phase: 'locked' }>
  again: () => void
  stop: () => void
}

type LockNeeds = {
  kept: KeptSession
  lease: Extract<LeaseStanding, { phase: 'ended' | 'overdue' }>
  waiting: number
  address: string
  deskId: DeskId
  welcome: (welcome: Welcome) => void
  refused: (failure: Failure) => void
}

export const lock = ({
  kept,
  lease: { since, erasesAt, offlineHours },
  waiting,
  address,
  deskId,
  welcome,
  refused,
}: LockNeeds): Locked => {
  const probe = startProbe({
    address,
    token: kept.token,
    deskId,
    refused,
    // Another server at that address has nothing to say about this copy.
    welcome: (told) => {
      if (told.serverId === kept.serverId) welcome(told)
    },
  })
  return {
    kept,
    state: { phase: 'locked', person: kept.person, since, erasesAt, offlineHours, waiting },
    again: probe.again,
    stop: probe.stop,
  }
}
