import type { Instant } from '#shared/domain/time'
import type { Failure } from '#shared/result'

/**
 * The connection to the server, as a person is told of it:
 *
 *   offline ──connect──▶ connecting ──welcome──▶ behind ──caught up──▶ live
 *      ▲                     │                    ▲ │                  │ │
 *      │◀──────cut, no answer┴────────────────────┼─┴──────cut─────────┘ │
 *      │                                          └────────gap───────────┘
 *      └─ tried again after a back-off; it stays `offline` meanwhile, so that nothing flickers
 *
 *   connecting ──the server says no for good──▶ refused(failure) ──person or address──▶ connecting
 */
export type Connection =
  | { phase: 'connecting'; since: Instant }
  | { phase: 'behind'; since: Instant }
  | { phase: 'live'; since: Instant }
  /** `failure`: why, where more is known than that nobody answers. */
  | { phase: 'offline'; since: Instant; failure: Failure | null }
  | { phase: 'refused'; since: Instant; failure: Failure }

/** Refusals that trying again cannot change; every other one passes by itself. */
export const isFinal = (failure: Failure): boolean =>
  ['consoleTooOld', 'serverTooOld', 'notAllowed'].includes(failure.code)
