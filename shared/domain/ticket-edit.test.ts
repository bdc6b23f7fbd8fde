import { describe, expect, it } from 'vitest'
import { decideTicket } from './testing/rules'
import { open, solve, edit, after, facts, refusal } from './testing/ticket-acts'
import { contextOf, openArgs, ticketId } from './testing/ticket-sample'
import type { TicketCommand } from './ticket-commands'

describe('what two people write independently', () => {
  const mine = (changes: object, before: object): TicketCommand => ({
    name: 'ticket.edit',
    args: { ticketId, changes, before },
  })
  const theirs = after(open, edit({ subject: '他们的', productVersion: '7.0' }))
  it('asks where a field is no longer what the person saw, and names it', () => {
    const decision = decideTicket(
      theirs,
      mine(
        { subject: '我的', productVersion: '6.6' },
        { subject: openArgs.subject, productVersion: openArgs.productVersion },
      ),
      contextOf(),
    )
    expect(decision).toEqual({
      ok: false,
      failure: { code: 'editConflict', params: { fields: 'subject, productVersion' } },
    })
    expect(refusal(theirs, mine({ subject: '我的' }, { subject: openArgs.subject }))).toBe('editConflict')
  })
  it('asks nothing about fields nobody else touched, nor where both wrote the same', () => {
    expect(facts(theirs, mine({ callerName: '李' }, { callerName: openArgs.callerName }))).toEqual(['ticket.edited'])
    expect(facts(theirs, mine({ subject: '他们的' }, { subject: openArgs.subject }))).toEqual([])
    expect(facts(theirs, mine({ subject: '我的' }, { subject: '他们的' }))).toEqual(['ticket.edited'])
  })
  it('asks where both solved it in other words', () => {
    const solved = after(open, solve)
    expect(facts(solved, solve)).toEqual([])
    expect(refusal(solved, { name: 'ticket.solve', args: { ticketId, solution: '另一个办法' } })).toBe(
      'ticketAlreadySolved',
    )
  })
})
