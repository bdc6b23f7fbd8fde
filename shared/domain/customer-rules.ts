import { z } from 'zod'
import {
  callIdSchema,
  customerIdSchema,
  organisationIdSchema,
  personIdSchema,
  ticketIdSchema,
  workOrderIdSchema,
  type CustomerId,
} from '../ids'
import { audiencesMeet } from './audience'
import { callCustomerId, type Call } from './call'
import { ownPhase } from './call-desk'
import { accept, reject, type Actor, type Context } from './decision'
import { commandsOf, eventsOf, existing, type CommandIn, type FactsOf } from './define-noun'
import { customerSchema, type Customer, type Share } from './customer'
import { maxFileReason, minFileReason } from './limits'
import { scopesOf } from './person'
import { ticketAudiences, type Ticket } from './ticket'
import { minuteMs } from './time'

/** Why a customer's file is opened: a live call, a case, or a reason in words. */
export const accessBasisSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), callId: callIdSchema }),
  z.object({ kind: z.literal('ticket'), ticketId: ticketIdSchema }),
  z.object({ kind: z.literal('reason'), reason: z.string().trim().min(minFileReason).max(maxFileReason) }),
])
export type AccessBasis = z.infer<typeof accessBasisSchema>

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

/** Whether a case is a basis: it is this customer's and not closed. */
export const isCaseOf = (ticket: Ticket, customerId: CustomerId): boolean =>
  ticket.customerId === customerId && ticket.status !== 'closed'

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
      return isCaseOf(ticket, customer.id) && audiencesMeet(ticketAudiences(ticket), scopesOf(person))
    }
    case 'reason':
      return true
  }
}

export const customerEvents = eventsOf<Customer>()({
  begin: { 'customer.registered': (_, { customer }: { customer: Customer }) => customer },
  change: {
    /** An order lets others see the file, or does so no more. */
    'customer.shared': (customer, { hasSight, ...share }: Share & { hasSight: boolean }) => ({
      ...customer,
      sharedWith: [
        ...(customer.sharedWith ?? []).filter(({ orderId }) => orderId !== share.orderId),
        ...(hasSight ? [share] : []),
      ],
    }),
  },
})

const { command, systemCommand } = commandsOf<Customer, CustomerFact>()

export const customerCommands = {
  /** Writes one audit row: the file, or one contact's full telephone number, was read. It changes nothing. */
  'customer.access': command({
    args: z.object({ customerId: customerIdSchema, basis: accessBasisSchema, contactId: z.uuid().nullable() }),
    may: ['agent', 'consultant', 'manager', 'supervisor', 'administrator'],
    decide: existing((customer, { basis, contactId }, context) => {
      if (!isBasisReal(customer, basis, context)) return reject('accessBasisMissing')
      const isContactKnown = contactId === null || customer.contacts.some((contact) => contact.id === contactId)
      return isContactKnown ? accept() : reject('notFound')
    }),
  }),
}

export const customerSystemCommands = {
  'customer.systemRegister': systemCommand({
    args: z.object({ customer: customerSchema }),
    decide: (_, { customer }) => accept({ name: 'customer.registered', data: { customer } }),
  }),
  'customer.systemShare': systemCommand({
    args: z.object({
      customerId: customerIdSchema,
      orderId: workOrderIdSchema,
      organisationId: organisationIdSchema,
      consultantId: personIdSchema.nullable(),
      hasSight: z.boolean(),
    }),
    decide: existing((_, { orderId, organisationId, consultantId, hasSight }) =>
      accept({ name: 'customer.shared', data: { orderId, organisationId, consultantId, hasSight } }),
    ),
  }),
}

export type CustomerFact = FactsOf<typeof customerEvents>
export type CustomerCommand = CommandIn<typeof customerCommands> | CommandIn<typeof customerSystemCommands>
