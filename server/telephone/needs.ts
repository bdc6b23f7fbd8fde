import type { Services } from '../services'

/** The services that the telephone code uses. */
export type TelephoneNeeds = Pick<Services, 'db' | 'clock' | 'log' | 'callLimits' | 'ringAtOnce'> & {
  runner: Pick<Services['runner'], 'runSystem'>
}
