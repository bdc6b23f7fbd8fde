import type { z } from 'zod'
import { reject, type Context, type Decision, type Fact, type OutsideActor, type Recorded } from './decision'
import type { Role } from './role'

type Args = z.ZodType<object>
type Rule<S, A extends Args, F extends Fact> = {
  args: A
  /** It only reads: whoever may receive the document may do it, not only those who handle it. */
  isReading?: true
  decide: (state: S | null, args: z.infer<A>, context: Context) => Decision<F>
}

/** A command that people issue from a console: its arguments, the roles that may issue it, and its rule. */
export type CommandRule = { args: Args; isReading?: true; may: readonly Role[]; decide: AnyDecide }
/**
 * A command that only the server itself issues: the exchange, the clock and the importers.
 * `outside`: who outside the organisation may act by it, through a page or an interface of the server.
 */
export type SystemCommandRule = {
  args: Args
  isReading?: true
  decide: AnyDecide
  outside?: readonly OutsideActor['kind'][]
}
type AnyDecide = (state: never, args: never, context: Context) => Decision<Fact>

/** Ties the arguments of a noun's commands to their rules: `S` is its document, `F` are its events. */
export const commandsOf = <S, F extends Fact>() => ({
  command: <A extends Args>(rule: Rule<S, A, F> & { may: readonly Role[] }) => rule,
  systemCommand: <A extends Args>(rule: Rule<S, A, F> & Pick<SystemCommandRule, 'outside'>) => rule,
})

/** A rule about a document that must be there. */
export const existing =
  <S, A, F extends Fact>(decide: (state: S, args: A, context: Context) => Decision<F>) =>
  (state: S | null, args: A, context: Context): Decision<F> =>
    state === null ? reject('notFound') : decide(state, args, context)

/** The commands of a noun as they are handed to its rules. */
export type CommandIn<C extends Record<string, { args: Args }>> = {
  [K in keyof C]: { name: K; args: z.infer<C[K]['args']> }
}[keyof C]

/** Who wrote an event, when, and as which version of its document. */
export type Stamp = Omit<Recorded<Fact>, 'name' | 'data'>
type Fold<S, T> = (state: S, data: never, stamp: Stamp) => T

/** What the events of a noun make of its document, by name. */
export type EventRules<S> = {
  /** Events that may come first. */
  begin: Record<string, Fold<S | null, S>>
  /** Events of a document that is there. */
  change: Record<string, Fold<S, S>>
  /** What every event changes, also one that only a newer version knows. */
  always?: (state: S, stamp: Stamp) => S
}

/** Ties the data of a noun's events to what they make of its document. */
export const eventsOf =
  <S>() =>
  <B extends EventRules<S>['begin'], C extends EventRules<S>['change']>(
    events: EventRules<S> & { begin: B; change: C },
  ): { begin: B; change: C; always?: (state: S, stamp: Stamp) => S } =>
    events

type DataOf<F> = F extends (...args: infer P) => unknown
  ? P extends [unknown, infer D extends object, ...unknown[]]
    ? D
    : Record<string, never>
  : never
type FactsIn<C> = { [K in keyof C & string]: { name: K; data: DataOf<C[K]> } }[keyof C & string]
/** The events of a noun, as its rules write them. */
export type FactsOf<E extends { begin: object; change: object }> = FactsIn<E['begin']> | FactsIn<E['change']>

/** Folds one event into a document. An event that this version does not know changes what every event changes. */
export const fold = <S>(noun: string, events: EventRules<S>, state: S | null, event: Recorded<Fact>): S => {
  const touched = state === null ? null : (events.always?.(state, event) ?? state)
  const begin = Object.hasOwn(events.begin, event.name) ? events.begin[event.name] : undefined
  if (begin !== undefined) return begin(touched, event.data as never, event)
  if (touched === null)
    throw new Error(`${noun} begins with ${Object.keys(events.begin).join(' or ')}, not ${event.name}`)
  const change = Object.hasOwn(events.change, event.name) ? events.change[event.name] : undefined
  return change === undefined ? touched : change(touched, event.data as never, event)
}
