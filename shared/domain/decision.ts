import type { CommandId, PersonId } from '../ids'
import { fail, type Failure, type Result } from '../result'
import type { Documents, Noun } from './document'
import type { Role } from './role'
import type { Instant } from './time'

/** Somebody or something outside the organisation: a customer's contact on their own page, or a device by itself. */
export type OutsideActor = { kind: 'contact' | 'device'; name: string }

/** Who acts: a person with a role, somebody outside, or the server itself: the exchange, the clock, the importers. */
export type Actor = { kind: 'person'; id: PersonId; role: Role; name: string } | OutsideActor | { kind: 'system' }

/**
 * What a rule may look at beside its own state.
 * `read` is synchronous so that rules stay plain functions; the server loads what a rule asked for and runs it again.
 */
export type Context = {
  actor: Actor
  /** What who acts may receive; null for whoever may receive everything: the server itself. */
  scopes: readonly string[] | null
  /** The server's clock, or the console's corrected one. */
  now: Instant
  /** When who acts did so, where that was earlier: without the network. */
  actedAt?: Instant | null
  read: <N extends Noun>(noun: N, id: string) => Documents[N] | null
}

/** An event as a rule writes it: a fact in the past. */
export type Fact = { name: string; data: object }

/** An event as it is kept: who, when, by which command, at which version of its entity. */
export type Recorded<F extends Fact> = F & {
  version: number
  by: PersonId | null
  /** Who acted, where it was somebody outside. */
  actor?: OutsideActor
  at: Instant
  /** The device's own clock, shown but never deciding; null where the server itself acted. */
  deviceAt: Instant | null
  /**
   * When it was done, by the device's clock corrected with its measured offset, never later than `at`; what time limits
   * count.
   */
  actedAt?: Instant | null
  commandId: CommandId | null
}

export type Decision<F extends Fact> = Result<F[]>

export const accept = <F extends Fact>(...facts: F[]): Decision<F> => ({ ok: true, value: facts })
export const reject = (code: Failure['code'], params?: Record<string, string>): { ok: false; failure: Failure } =>
  fail(code, params)

export const actorId = (actor: Actor): PersonId | null => (actor.kind === 'person' ? actor.id : null)

/** How an event names who acted. */
export const actorFields = (actor: Actor): Pick<Recorded<Fact>, 'by' | 'actor'> => ({
  by: actorId(actor),
  ...(actor.kind === 'contact' || actor.kind === 'device' ? { actor: { kind: actor.kind, name: actor.name } } : {}),
})
