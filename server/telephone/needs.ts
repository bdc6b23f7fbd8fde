import type { Services } from '../services'

/** What the telephone side needs of the server. */
export type TelephoneNeeds = Pick<Services, 'db' | 'clock' | 'log' | 'callLimits' | 'ringAtOnce'> & {
  runner: Pick<Services['runner'], 'runSystem'>
}
