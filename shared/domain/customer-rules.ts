import { z } from 'zod'
import { callIdSchema, customerIdSchema, ticketIdSchema } from '../ids'
import { accept, reject, type Context, type Decision, type Recorded } from './decision'
import { customerSchema, type Customer } from './customer'

/** Why a customer's file is opened: a live call, a case, or a reason in words. */
export const accessBasisSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), callId: callIdSchema }),
  z.object({ kind: z.literal('ticket'), ticketId: ticketIdSchema }),
  z.object({ kind: z.literal('reason'), reason: z.string().trim().min(4).max(300) }),
])
export type AccessBasis = z.infer<typeof accessBasisSchema>

export const customerCommands = {
  /** Writes one audit row: the file, or one contact's full telephone number, was read. It changes nothing. */
  'customer.access': z.object({ customerId: customerIdSchema, basis: accessBasisSchema, contactId: z.uuid().nullable() }),
} as const

export const customerSystemCommands = { 'customer.systemRegister': z.object({ customer: customerSchema }) } as const

export type CustomerCommand =
  | { name: 'customer.access'; args: z.infer<(typeof customerCommands)['customer.access']> }
  | { name: 'customer.systemRegister'; args: { customer: Customer } }

export type CustomerFact = { name: 'customer.registered'; data: { customer: Customer } }

export const decideCustomer = (state: Customer | null, command: CustomerCommand, _context: Context): Decision<CustomerFact> => {
  if (command.name === 'customer.access') return state === null ? reject('notFound') : accept()
  return accept({ name: 'customer.registered', data: { customer: command.args.customer } })
}

export const applyCustomer = (_state: Customer | null, event: Recorded<CustomerFact>): Customer => event.data.customer
