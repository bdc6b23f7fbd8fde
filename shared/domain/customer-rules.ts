import { z } from 'zod'
import { callIdSchema, customerIdSchema, ticketIdSchema } from '../ids'
import { audiencesMeet } from './audience'
import { callCustomerId, type Call } from './call'
import { ownPhase } from './call-desk'
import { accept, reject, type Actor, type Context, type Decision, type Recorded } from './decision'
import { customerSchema, type Customer } from './customer'
import { scopesOf } from './person'
import { ticketAudiences } from './ticket'
import { minuteMs } from './time'

/** Why a customer's file is opened: a live call, a case, or a reason in words. */
export const accessBasisSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), callId: callIdSchema }),
  z.object({ kind: z.literal('ticket'), ticketId: ticketIdSchema }),
  z.object({ kind: z.literal('reason'), reason: z.string().trim().min(4).max(300) }),
])
export type AccessBasis = z.infer<typeof accessBasisSchema>

export const customerCommands = {
  /** Writes one audit row: the file, or one contact's full telephone number, was read. It changes nothing. */
  'customer.access': z.object({
    customerId: customerIdSchema,
    basis: accessBasisSchema,
    contactId: z.uuid().nullable(),
  }),
} as const

export const customerSystemCommands = { 'customer.systemRegister': z.object({ customer: customerSchema }) } as const

export type CustomerCommand =
  | { name: 'customer.access'; args: z.infer<(typeof customerCommands)['customer.access']> }
  | { name: 'customer.systemRegister'; args: { customer: Customer } }

export type CustomerFact = { name: 'customer.registered'; data: { customer: Customer } }

/**
 * A file that opened by itself on ringing may be recorded after another has answered or the caller has given
 * up.
 */
const rungLateMs = 10 * minuteMs

const isOnOwnDesk = (call: Call, actor: Actor, now: number): boolean => {
  if (actor.kind !== 'person') return false
  if (call.answeredBy === actor.id) return call.disposition === null
  if (ownPhase(call, actor.id) !== null) return true
  return call.rung.includes(actor.id) && (call.endedAt === null || now - call.endedAt < rungLateMs)
}

const isAbout = (call: Call, customer: Customer): boolean =>
  callCustomerId(call) === customer.id || call.candidates.some((candidate) => candidate.customerId === customer.id)

/** Whether a basis is true: the person's own call, or a case they may see that is not closed. */
const isBasisReal = (customer: Customer, basis: AccessBasis, { actor, now, read }: Context): boolean => {
  switch (basis.kind) {
    case 'call': {
      const call = read('call', basis.callId)
      return call !== null && isOnOwnDesk(call, actor, now) && isAbout(call, customer)
    }
    case 'ticket': {
      const ticket = read('ticket', basis.ticketId)
      const person = actor.kind === 'person' ? read('person', actor.id) : null
      if (ticket === null || person === null) return false
      return (
        ticket.customerId === customer.id &&
        ticket.status !== 'closed' &&
        audiencesMeet(ticketAudiences(ticket), scopesOf(person))
      )
    }
    case 'reason':
      return true
  }
}

/** The rules of a customer's file: reading it changes nothing and needs a valid basis. */
export const decideCustomer = (
  state: Customer | null,
  command: CustomerCommand,
  context: Context,
): Decision<CustomerFact> => {
  if (command.name === 'customer.systemRegister')
    return accept({ name: 'customer.registered', data: { customer: command.args.customer } })
  const { basis, contactId } = command.args
  if (state === null) return reject('notFound')
  if (!isBasisReal(state, basis, context)) return reject('accessBasisMissing')
  const isContactKnown = contactId === null || state.contacts.some((contact) => contact.id === contactId)
  return isContactKnown ? accept() : reject('notFound')
}

export const applyCustomer = (_state: Customer | null, event: Recorded<CustomerFact>): Customer => event.data.customer
