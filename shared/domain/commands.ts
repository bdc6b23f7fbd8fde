import type { z } from 'zod'
import {
  agentCommands,
  agentSystemCommands,
  applyAgent,
  decideAgent,
  type AgentCommand,
  type AgentFact,
} from './agent-rules'
import {
  applyArticle,
  articleCommands,
  articleSystemCommands,
  decideArticle,
  type ArticleCommand,
  type ArticleFact,
} from './article-rules'
import { callCommands, callSystemCommands, type CallCommand, type CallFact } from './call-commands'
import { applyCall } from './call-fold'
import { decideCall } from './call-rules'
import {
  applyCustomer,
  customerCommands,
  customerSystemCommands,
  decideCustomer,
  type CustomerCommand,
  type CustomerFact,
} from './customer-rules'
import type { Context, Decision, Fact, Recorded } from './decision'
import type { Documents, Noun } from './document'
import { ticketCommands, ticketSystemCommands, type TicketCommand, type TicketFact } from './ticket-commands'
import { applyTicket } from './ticket-fold'
import { decideTicket } from './ticket-rules'

/** Commands that people issue from a console. */
export const commandSchemas = {
  ...agentCommands,
  ...callCommands,
  ...customerCommands,
  ...ticketCommands,
  ...articleCommands,
} as const
export type CommandName = keyof typeof commandSchemas
export type CommandArgs<N extends CommandName> = z.infer<(typeof commandSchemas)[N]>

/** Commands that only the server itself may issue. */
export const systemCommandSchemas = {
  ...agentSystemCommands,
  ...callSystemCommands,
  ...customerSystemCommands,
  ...ticketSystemCommands,
  ...articleSystemCommands,
} as const
export type SystemCommandName = keyof typeof systemCommandSchemas

/** The nouns that have commands, with their command and event types. */
export type CommandOf = {
  agent: AgentCommand
  call: CallCommand
  customer: CustomerCommand
  ticket: TicketCommand
  article: ArticleCommand
}
export type FactOf = {
  agent: AgentFact
  call: CallFact
  customer: CustomerFact
  ticket: TicketFact
  article: ArticleFact
}
export type RuledNoun = keyof CommandOf
export type AnyCommand = CommandOf[RuledNoun]

type Rules<N extends RuledNoun> = {
  /** The nouns that `decide` looks at beside its own state; reading another one throws. */
  reads: readonly Noun[]
  decide: (state: Documents[N] | null, command: CommandOf[N], context: Context) => Decision<FactOf[N]>
  apply: (state: Documents[N] | null, event: Recorded<FactOf[N]>) => Documents[N]
}

const rules: { [N in RuledNoun]: Rules<N> } = {
  agent: { reads: [], decide: decideAgent, apply: applyAgent },
  call: { reads: ['call', 'customer'], decide: decideCall, apply: applyCall },
  customer: { reads: ['call', 'ticket', 'person'], decide: decideCustomer, apply: applyCustomer },
  ticket: { reads: ['call', 'customer', 'organisation', 'article'], decide: decideTicket, apply: applyTicket },
  article: { reads: [], decide: decideArticle, apply: applyArticle },
}

const idFields = {
  agent: 'personId',
  call: 'callId',
  customer: 'customerId',
  ticket: 'ticketId',
  article: 'articleId',
} as const

/** The entity a command is about. The noun is the word before the dot. */
export const commandTarget = (command: {
  name: CommandName | SystemCommandName
  args: object
}): { noun: RuledNoun; id: string } => {
  const noun = command.name.split('.')[0] as RuledNoun
  const args = command.args as Record<string, unknown>
  const nested = args[noun] as { id?: unknown } | undefined
  const id = args[idFields[noun]] ?? nested?.id
  if (typeof id !== 'string') throw new Error(`${command.name} names no ${noun}`)
  return { noun, id }
}

/** Where one of these changes, commands that wait may be decided otherwise. */
export const nounsReadByRules: ReadonlySet<string> = new Set(Object.values(rules).flatMap(({ reads }) => reads))

/** Runs the rule of the command's noun; types are tied together by `commandTarget`. */
export const decide = (
  noun: RuledNoun,
  state: Documents[Noun] | null,
  command: AnyCommand,
  context: Context,
): Decision<Fact> => {
  const rule = rules[noun] as unknown as {
    reads: readonly Noun[]
    decide: (state: unknown, command: unknown, context: Context) => Decision<Fact>
  }
  const read: Context['read'] = (other, id) => {
    if (!rule.reads.includes(other)) throw new Error(`the rules of ${noun} do not declare that they read ${other}`)
    return context.read(other, id)
  }
  return rule.decide(state, command, { ...context, read })
}

/** Folds one recorded event into the document of its noun. */
export const apply = (noun: RuledNoun, state: Documents[Noun] | null, event: Recorded<Fact>): Documents[Noun] =>
  (rules[noun] as unknown as { apply: (state: unknown, event: Recorded<Fact>) => Documents[Noun] }).apply(state, event)
