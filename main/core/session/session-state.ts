import type { SessionState } from '#shared/ipc/contract'
import { fail, type Failure } from '#shared/result'
import type { Seat } from './seat'

const signedOutState = ({ lastFile, leases, clock, deskFile }: Seat, notice: Failure | null): SessionState => {
  const file = lastFile()
  if (file === null) return { phase: 'signedOut', notice, waiting: 0 }
  const lease = leases.standing(file, clock.now())
  const erased = lease.phase === 'erased' ? fail('replicaErased', { count: String(lease.count) }).failure : null
  return { phase: 'signedOut', notice: erased ?? notice, waiting: deskFile.journal(file).countWaiting() }
}

/** @returns what the page is told of who sits here */
export const readSessionState = (seat: Seat): SessionState => {
  const standing = seat.standing()
  if (standing.phase === 'open') return { phase: 'signedIn', person: standing.copy.replica.person }
  return standing.phase === 'locked' ? standing.locked.state : signedOutState(seat, standing.notice)
}
