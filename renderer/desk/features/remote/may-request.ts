import { may } from '#shared/domain/may'
import { usePerson } from '../session'
import { useRemote } from './remote-store'

/** Whether the person may ask for a code now: one session at a time. */
export const useMayRequest = (): boolean => {
  const person = usePerson()
  const isOn = useRemote(({ now }) => now !== null && now.connection !== 'over')
  return may(person, 'remoteSession.request') && !isOn
}
