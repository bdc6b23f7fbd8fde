import { hangupCauses, type Call } from '#shared/domain/call'

type Cause = NonNullable<Call['cause']>

/** Q.850 codes, as ISDN, Asterisk and FreeSWITCH send them in numbers. */
const ofCode: Record<string, Cause> = {
  1: 'notFound',
  2: 'notFound',
  3: 'notFound',
  16: 'normalClearing',
  17: 'busy',
  18: 'noAnswer',
  19: 'noAnswer',
  20: 'noAnswer',
  21: 'busy',
  22: 'notFound',
  26: 'forwarded',
  27: 'notFound',
  28: 'notFound',
  31: 'normalClearing',
  34: 'congestion',
  38: 'congestion',
  41: 'congestion',
  42: 'congestion',
  44: 'congestion',
  487: 'cancel',
}

/** The words of FreeSWITCH, Asterisk (dial status, queue events) and of Q.850 itself, letters only. */
const ofWord: Record<string, Cause> = {
  normalcallclearing: 'normalClearing',
  normalunspecified: 'normalClearing',
  answer: 'normalClearing',
  answered: 'normalClearing',
  completed: 'normalClearing',
  hangup: 'normalClearing',
  success: 'normalClearing',
  none: 'normalClearing',
  originatorcancel: 'cancel',
  canceled: 'cancel',
  cancelled: 'cancel',
  abandon: 'cancel',
  abandoned: 'cancel',
  loserace: 'cancel',
  answeredelsewhere: 'cancel',
  pickedoff: 'cancel',
  nouserresponse: 'noAnswer',
  allottedtimeout: 'noAnswer',
  progresstimeout: 'noAnswer',
  subscriberabsent: 'noAnswer',
  usernotregistered: 'noAnswer',
  ringnoanswer: 'noAnswer',
  timeout: 'noAnswer',
  userbusy: 'busy',
  callrejected: 'busy',
  rejected: 'busy',
  declined: 'busy',
  chanunavail: 'congestion',
  channelunavailable: 'congestion',
  normalcircuitcongestion: 'congestion',
  circuitcongestion: 'congestion',
  switchcongestion: 'congestion',
  networkoutoforder: 'congestion',
  normaltemporaryfailure: 'congestion',
  failure: 'congestion',
  unallocated: 'notFound',
  unallocatednumber: 'notFound',
  noroutedestination: 'notFound',
  noroutetransitnet: 'notFound',
  invalidnumberformat: 'notFound',
  destinationoutoforder: 'notFound',
  invalidargs: 'notFound',
  calltransfer: 'forwarded',
  transfer: 'forwarded',
  transferred: 'forwarded',
  blindtransfer: 'forwarded',
  attendedtransfer: 'forwarded',
  redirectiontonewdestination: 'forwarded',
}
const known = new Map<string, Cause>([
  ...hangupCauses.filter((cause) => cause !== 'timedOut').map((cause) => [cause.toLowerCase(), cause] as const),
  ...Object.entries(ofWord),
])

/**
 * @param written as any exchange writes it: `normalClearing`, `NORMAL_CLEARING`, `Q.850;cause=16;text="…"`, `17`, `NO
 *   ANSWER`
 * @returns our cause; `other` for an unknown one, `normalClearing` where none is given
 */
export const hangupCauseOf = (written: string | undefined): Cause => {
  if (written === undefined) return 'normalClearing'
  const code =
    /^\s*(\d{1,3})\s*$/.exec(written)?.[1] ?? /(?:cause\s*=|q\.?850\s*[;:,]?)\s*"?(\d{1,3})/i.exec(written)?.[1]
  if (code !== undefined) return ofCode[code] ?? 'other'
  return known.get(written.toLowerCase().replace(/[^a-z]/g, '')) ?? 'other'
}
