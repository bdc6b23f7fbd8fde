import { describe, expect, it } from 'vitest'
import { applyTicket } from './testing/rules'
import { open, solve, reopen, run, after, facts, refusal } from './testing/ticket-acts'
import { agentId, now, ticketId } from './testing/ticket-sample'
import type { TicketCommand } from './ticket-commands'
import { dayMs } from './time'

describe('the time limit', () => {
  const wait: TicketCommand = { name: 'ticket.wait', args: { ticketId, waitingFor: '客户提供日志' } }
  const resume: TicketCommand = { name: 'ticket.resume', args: { ticketId } }
  it('runs from the opening, stands still while the customer is asked, ends with the solution and goes on when it is reopened', () => {
    expect(after(open).runs).toEqual([{ from: now, to: null }])
    expect(after(open, wait)).toMatchObject({ waitingFor: '客户提供日志', runs: [{ from: now, to: now }] })
    expect(after(open, wait, resume)).toMatchObject({ waitingFor: null, runs: [{ to: now }, { to: null }] })
    expect(after(open, wait, solve)).toMatchObject({ waitingFor: null, status: 'solved', runs: [{ to: now }] })
    expect(after(open, solve, reopen).runs?.at(-1)?.to).toBeNull()
  })
  it('counts when it was done, not when it reached the server', () => {
    const opened = after(open)
    const late = applyTicket(opened, {
      name: 'ticket.waited',
      data: { waitingFor: 'x' },
      version: 9,
      by: agentId,
      at: now + dayMs,
      deviceAt: null,
      actedAt: now + 1000,
      commandId: null,
    })
    expect(late.runs).toEqual([{ from: now, to: now + 1000 }])
  })
  it('waits only while it is open, and the same question twice is one', () => {
    expect(facts(after(open, wait), wait)).toEqual([])
    expect(facts(after(open), resume)).toEqual([])
    expect(refusal(after(open, solve), wait)).toBe('ticketNotOpen')
  })
  it('is over once', () => {
    const breach: TicketCommand = { name: 'ticket.systemBreach', args: { ticketId, dueAt: now + 5 } }
    expect(after(open, breach).breachedAt).toBe(now + 5)
    expect(facts(after(open, breach), breach)).toEqual([])
    expect(facts(after(open, solve), breach)).toEqual([])
  })
  it('gives an older ticket none', () => {
    const { runs: _runs, ...older } = after(open)
    expect(run(older, wait).runs).toBeUndefined()
  })
})
