import type { Failure } from '#shared/result'
import { eraseEverything } from '../lease/erase'
import { startProbe } from '../lease/probe'
import { confirmErasedAt } from '../server-session'
import type { Seat } from './seat'

/** What a desk does that an administrator has revoked, and how one that is signed out learns of it. */
export type Revocation = {
  /** @param token of a session that is over, to confirm with */
  revoke: (failure: Failure, token?: string | null) => void
  /** Nobody is signed in, but somebody's copy lies here: the server is asked once whether it still may. */
  inquire: (token: string) => void
  /** The server has ended the session. */
  leave: (failure: Failure) => void
}

/** @param revoked told once nothing is left here */
export const createRevocation = (seat: Seat, revoked: (failure: Failure) => void): Revocation => {
  const { directory, deskId, deskFile, telling } = seat
  const tokenHere = (): string | null => seat.kept()?.token ?? null

  const revoke: Revocation['revoke'] = (failure, token = tokenHere()) => {
    seat.end(failure)
    telling.stop()
    deskFile.close()
    const isAllGone = eraseEverything(directory)
    if (isAllGone && token !== null && token !== '') void confirmErasedAt(seat.server(), deskId, token)
    revoked(failure)
  }
  const inquire: Revocation['inquire'] = (token) => {
    const standing = seat.standing()
    if (standing.phase !== 'signedOut') return
    const inquiry = startProbe({
      address: seat.server(),
      token,
      deskId,
      welcome: () => undefined,
      refused: (failure) => {
        if (failure.code === 'deskRevoked') revoke(failure, token)
      },
    })
    seat.become({ ...standing, inquiry })
  }
  return {
    revoke,
    inquire,
    leave: (failure) => {
      const token = tokenHere()
      if (failure.code === 'deskRevoked') return revoke(failure)
      seat.forget(failure)
      // The word that a session is over does not say why.
      if (token !== null) inquire(token)
    },
  }
}
