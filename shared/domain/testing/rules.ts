import type { Agent } from '../agent'
import type { AgentCommand, AgentFact } from '../agent-rules'
import type { Article } from '../article'
import type { ArticleCommand, ArticleFact } from '../article-rules'
import type { Call } from '../call'
import type { CallCommand } from '../call-commands'
import type { CallFact } from '../call-events'
import { apply, decide, type AnyCommand } from '../commands'
import type { Customer } from '../customer'
import type { CustomerCommand, CustomerFact } from '../customer-rules'
import type { Context, Decision, Fact, Recorded } from '../decision'
import type { Documents, Noun } from '../document'
import type { RuledNoun } from '../register'
import type { Schedule } from '../schedule'
import type { ScheduleCommand } from '../schedule-commands'
import type { ScheduleFact } from '../schedule-events'
import type { Ticket } from '../ticket'
import type { TicketCommand } from '../ticket-commands'
import type { TicketFact } from '../ticket-events'
import type { WorkOrder } from '../work-order'
import type { WorkOrderCommand } from '../work-order-commands'
import type { WorkOrderFact } from '../work-order-events'

/** The rules of one noun as the product runs them, typed for its tests. */
const typed = <S extends Documents[Noun], C extends AnyCommand, F extends Fact>(noun: RuledNoun) =>
  [
    (state: S | null, command: C, context: Context) => decide(noun, state, command, context) as Decision<F>,
    (state: S | null, event: Recorded<F>) => apply(noun, state, event) as S,
  ] as const

export const [decideAgent, applyAgent] = typed<Agent, AgentCommand, AgentFact>('agent')
export const [decideArticle, applyArticle] = typed<Article, ArticleCommand, ArticleFact>('article')
export const [decideCall, applyCall] = typed<Call, CallCommand, CallFact>('call')
export const [decideCustomer, applyCustomer] = typed<Customer, CustomerCommand, CustomerFact>('customer')
export const [decideOrder, applyOrder] = typed<WorkOrder, WorkOrderCommand, WorkOrderFact>('workOrder')
export const [decideTicket, applyTicket] = typed<Ticket, TicketCommand, TicketFact>('ticket')
export const [decideSchedule, applySchedule] = typed<Schedule, ScheduleCommand, ScheduleFact>('schedule')
