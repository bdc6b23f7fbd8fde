import type { Agent } from './agent'
import type { Article } from './article'
import type { Call } from './call'
import type { Customer } from './customer'
import type { Organisation } from './organisation'
import type { Person } from './person'
import type { RemoteSession } from './remote-session'
import type { Schedule } from './schedule'
import type { ServiceCode } from './service-code'
import type { Ticket } from './ticket'
import type { WorkOrder } from './work-order'

/** Everything that is replicated, by noun; `register` says what is known of each. */
export type Documents = {
  organisation: Organisation
  person: Person
  agent: Agent
  customer: Customer
  serviceCode: ServiceCode
  call: Call
  ticket: Ticket
  remoteSession: RemoteSession
  workOrder: WorkOrder
  schedule: Schedule
  article: Article
}
export type Noun = keyof Documents
