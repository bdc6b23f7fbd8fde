import type { z } from 'zod'
import { audiencesMeet } from './audience'
import { reject, type Context, type Decision, type Fact, type Recorded } from './decision'
import { fold, type CommandIn, type CommandRule, type SystemCommandRule } from './define-noun'
import type { Documents, Noun } from './document'
import { handledBy, nouns, register, rulesOf, type NounRules, type RuledNoun } from './register'

export type { RuledNoun } from './register'

type Rules = { [N in RuledNoun]: (typeof register)[N]['rules'] }[RuledNoun]
type KeysOf<T> = T extends unknown ? keyof T & string : never
type RuleOf<T, N extends string> = T extends Record<N, infer R> ? R : never
type ArgsIn<R> = R extends { args: infer A extends z.ZodType } ? z.infer<A> : never
type CommandsOf<C> = C extends Record<string, { args: z.ZodType<object> }> ? CommandIn<C> : never

/** Commands that people issue from a console. */
export type CommandName = KeysOf<Rules['commands']>
export type CommandArgs<N extends CommandName> = ArgsIn<RuleOf<Rules['commands'], N>>
/** Commands that only the server itself may issue. */
export type SystemCommandName = KeysOf<Rules['systemCommands']>
export type AnyCommand = CommandsOf<Rules['commands']> | CommandsOf<Rules['systemCommands']>

const ruled: readonly NounRules<Documents[Noun]>[] = nouns.flatMap((noun) =>
  'rules' in register[noun] ? [rulesOf(noun as RuledNoun) as unknown as NounRules<Documents[Noun]>] : [],
)

/** The commands of people, with the roles that may issue each. */
export const commandRules = Object.assign({}, ...ruled.map(({ commands }) => commands)) as Record<
  CommandName,
  CommandRule
>
export const systemCommandRules = Object.assign({}, ...ruled.map((rules) => rules.systemCommands)) as Record<
  SystemCommandName,
  SystemCommandRule
>

const schemasOf = <N extends string>(rules: Record<N, { args: z.ZodType<object> }>) =>
  Object.fromEntries(Object.entries<{ args: z.ZodType<object> }>(rules).map(([name, { args }]) => [name, args])) as {
    [K in N]: z.ZodType<object>
  }
export const commandSchemas = schemasOf(commandRules) as { [N in CommandName]: z.ZodType<CommandArgs<N>> }
export const systemCommandSchemas = schemasOf(systemCommandRules)

/** The entity a command is about. The noun is the word before the dot. */
export const commandTarget = (command: {
  name: CommandName | SystemCommandName
  args: object
}): { noun: RuledNoun; id: string } => {
  const noun = command.name.split('.')[0] as RuledNoun
  const args = command.args as Record<string, unknown>
  const nested = args[noun] as { id?: unknown } | undefined
  const id = args[rulesOf(noun).idField] ?? nested?.id
  if (typeof id !== 'string') throw new Error(`${command.name} names no ${noun}`)
  return { noun, id }
}

/** Where one of these changes, commands that wait may be decided otherwise. */
export const nounsReadByRules: ReadonlySet<string> = new Set(ruled.flatMap(({ reads }) => reads))

/** Runs the rule of a command of `noun`; types are tied together by `commandTarget`. */
export const decide = (
  noun: RuledNoun,
  state: Documents[Noun] | null,
  command: AnyCommand,
  context: Context,
): Decision<Fact> => {
  const { commands, systemCommands, reads } = rulesOf(noun)
  const rule: SystemCommandRule | undefined = commands[command.name] ?? systemCommands[command.name]
  if (rule === undefined) throw new Error(`${noun} knows no ${command.name}`)
  const { actor } = context
  if ((actor.kind === 'contact' || actor.kind === 'device') && rule.outside?.includes(actor.kind) !== true)
    return reject('notAllowed')
  const read: Context['read'] = (other, id) => {
    if (!reads.includes(other)) throw new Error(`the rules of ${noun} do not declare that they read ${other}`)
    return context.read(other, id)
  }
  const handlers = state === null || rule.isReading === true ? null : handledBy(noun, state)
  if (handlers !== null && context.scopes !== null && !audiencesMeet(handlers, context.scopes))
    return reject('notHandled')
  return rule.decide(state as never, command.args as never, { ...context, read })
}

/** Folds one recorded event into the document of its noun. */
export const apply = (noun: RuledNoun, state: Documents[Noun] | null, event: Recorded<Fact>): Documents[Noun] =>
  fold(noun, rulesOf(noun).events as never, state, event)
