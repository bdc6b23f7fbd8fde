import { describe, expect, it } from 'vitest'
import { customerIdSchema } from '../ids'
import type { Call } from './call'
import type { Customer } from './customer'
import { decideTicket } from './testing/rules'
import { open, openAs, solve, close, edit, run, after, facts, refusal } from './testing/ticket-acts'
import { call, contextOf, customer, ticketId } from './testing/ticket-sample'
import { ticketSchema } from './ticket'
import type { TicketCommand } from './ticket-commands'

describe('an unknown caller', () => {
  const other: Customer = { ...customer, id: customerIdSchema.parse('00000000-0000-4000-8000-000000000013') }
  const unknownCall: Call = { ...call, identity: { status: 'none' } }
  const unknown = contextOf({ call: unknownCall })
  const opened = run(null, openAs('business', { company: '华东重工' }), unknown)
  const attach = (
    over: Partial<Extract<TicketCommand, { name: 'ticket.attachCustomer' }>['args']> = {},
  ): TicketCommand => ({
    name: 'ticket.attachCustomer',
    args: { ticketId, customerId: customer.id, reason: '公司全称与档案一致', ...over },
  })
  it('keeps the company they named, which is edited like any field', () => {
    expect(opened).toMatchObject({ customerId: null, company: '华东重工' })
    expect(run(opened, edit({ company: '华东重工机械' })).company).toBe('华东重工机械')
    expect(run(opened, edit({ company: '' })).company).toBe('')
  })
  it('takes an empty company and none for the same', () => {
    const before = run(null, openAs('business'), unknown)
    expect(before.company).toBeUndefined()
    const write: TicketCommand = {
      name: 'ticket.edit',
      args: { ticketId, changes: { company: '华东重工' }, before: { company: '' } },
    }
    expect(run(before, write).company).toBe('华东重工')
    expect(refusal(run(before, edit({ company: '另一家' })), write)).toBe('editConflict')
    expect(refusal(before, edit({ company: '' }))).toBe('nothingChanged')
  })
  it('is given a customer found by name, with the reason, and nothing else changes', () => {
    const attached = run(opened, attach())
    expect(attached).toEqual({ ...opened, customerId: customer.id, customerReason: '公司全称与档案一致' })
    expect(ticketSchema.safeParse(attached).success).toBe(true)
    expect(facts(attached, attach({ reason: '再说一次' }))).toEqual([])
    // The call stays what it was: no name opens a technical ticket.
    expect(refusal(null, openAs('technical'), unknown)).toBe('technicalNotEntitled')
  })
  it('is given to another with a reason, and the customer before is kept', () => {
    const decision = decideTicket(
      run(opened, attach()),
      attach({ customerId: other.id }),
      contextOf({ customer: other }),
    )
    expect(decision).toMatchObject({
      value: [{ name: 'ticket.customerAttached', data: { customerId: other.id, before: customer.id } }],
    })
  })
  it('is given no customer that is not there, nor on a closed ticket', () => {
    expect(refusal(opened, attach(), contextOf({ customer: null }))).toBe('notFound')
    expect(refusal(null, attach())).toBe('notFound')
    expect(
      refusal(
        [solve, close].reduce((state, command) => run(state, command), opened),
        attach(),
      ),
    ).toBe('ticketClosed')
  })
  it('keeps a customer known from the call itself', () => {
    expect(refusal(after(open), attach({ customerId: other.id }), contextOf({ customer: other }))).toBe(
      'ticketCustomerKnown',
    )
    expect(facts(after(open), attach())).toEqual([])
  })
})
