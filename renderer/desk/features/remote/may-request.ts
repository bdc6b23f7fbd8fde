import { may, mayOnTicket } from '#shared/domain/may'
import type { Ticket } from '#shared/domain/ticket'
import { usePerson } from '../session'
import { useRemote } from './remote-store'

/**
 * Whether the person may ask for a code now: one session at a time.
 * @param ticket absent where there is none yet, as in a call
 */
export const useMayRequest = (ticket?: Ticket): boolean => {
  const person = usePerson()
  const isOn = useRemote(({ now }) => now !== null && now.connection !== 'over')
  const isTheirs =
    ticket === undefined ? may(person, 'remoteSession.request') : mayOnTicket(person, 'remoteSession.request', ticket)
  return isTheirs && !isOn
}
