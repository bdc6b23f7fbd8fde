import { forgetAccess } from '../customer'
import { forgetHours } from '../hours'
import { forgetTickets } from '../ticket'
import { forgetCalls } from './call-store'

let owner: string | null = null

/**
 * Keeps what was typed when the same person signs in again (a session can run out), and nothing of it for anybody else.
 */
export const keepDraftsOf = (personId: string): void => {
  if (owner !== null && owner !== personId) {
    forgetCalls()
    forgetTickets()
    forgetHours()
    forgetAccess()
  }
  owner = personId
}
