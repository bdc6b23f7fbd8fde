import type { Instant } from '#shared/domain/time'
import type { Failure } from '#shared/result'

/**
 * The connection to the server, as shown to a person:
 *
 *   offline ──connect──▶ connecting ──welcome──▶ behind ──caught up──▶ live
 *      ▲                     │                    ▲ │                  │ │
 *      │◀──────cut, no answer┴────────────────────┼─┴──────cut─────────┘ │
 *      │                                          └────────gap───────────┘
 *      └─ tried again after a back-off; it stays `offline` meanwhile, so that nothing flickers
 *
 *   connecting ──the server refuses for good──▶ refused(failure) ──person or address──▶ connecting
 */
export type Connection =
  | { phase: 'connecting'; since: Instant }
  | { phase: 'behind'; since: Instant }
  | { phase: 'live'; since: Instant }
  /** `failure`: the reason, where more is known than that there is no answer. */
  | { phase: 'offline'; since: Instant; failure: Failure | null }
  | { phase: 'refused'; since: Instant; failure: Failure }

/** Refusals that another try cannot change; all others are temporary. */
export const isFinal = (failure: Failure): boolean =>
  ['consoleTooOld', 'serverTooOld', 'notAllowed'].includes(failure.code)
