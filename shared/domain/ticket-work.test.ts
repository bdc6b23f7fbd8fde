import { describe, expect, it } from 'vitest'
import { decideTicket } from './testing/rules'
import {
  byNobodyElse,
  open,
  take,
  solve,
  close,
  reopen,
  note,
  edit,
  link,
  run,
  after,
  facts,
  refusal,
} from './testing/ticket-acts'
import { contextOf, now, openArgs, otherAgentId, ticketId, unknownArticleId } from './testing/ticket-sample'
import type { TicketCommand } from './ticket-commands'

describe('working', () => {
  it('refuses all work on a ticket that is not there', () => {
    for (const command of [take, solve, close, reopen, note, edit({ subject: 'x' }), link(false)])
      expect(refusal(null, command)).toBe('notFound')
  })
  it('refuses work on a closed ticket but still takes a note', () => {
    const closed = after(open, solve, close)
    for (const command of [take, solve, edit({ subject: 'x' }), link(true)])
      expect(refusal(closed, command)).toBe('ticketClosed')
    expect(facts(closed, note)).toEqual(['ticket.noted'])
    expect(facts(closed, close)).toEqual([])
  })
  it('is taken over from another once', () => {
    const ticket = after(open)
    expect(facts(ticket, take)).toEqual([])
    expect(run(ticket, take, byNobodyElse).ownerId).toBe(otherAgentId)
  })
  it('keeps the values from before an edit, and only where they differ', () => {
    const decision = decideTicket(
      after(open),
      edit({ subject: '新主题', priority: 'A', problemDomain: null }),
      contextOf(),
    )
    expect(decision).toEqual({
      ok: true,
      value: [
        {
          name: 'ticket.edited',
          data: {
            changes: { subject: '新主题', problemDomain: null },
            before: { subject: openArgs.subject, problemDomain: 'financialAccounting' },
          },
        },
      ],
    })
    expect(run(after(open), edit({ problemDomain: null })).problemDomain).toBeNull()
  })
  it('refuses an edit that changes nothing', () => {
    expect(refusal(after(open), edit({ subject: openArgs.subject }))).toBe('nothingChanged')
    expect(refusal(after(open), edit({}))).toBe('nothingChanged')
  })
  it('links an article once and lets it become the solution, never less', () => {
    const linked = after(open, link(false))
    expect(facts(linked, link(false))).toEqual([])
    const solved = run(linked, link(true))
    expect(solved.articles).toEqual([{ articleId: openArgs.ticketId, isSolution: true }])
    expect(facts(solved, link(false))).toEqual([])
  })
  it('links no article that is not there', () => {
    const unknown = (isSolution: boolean): TicketCommand => ({
      name: 'ticket.linkArticle',
      args: { ticketId, articleId: unknownArticleId, isSolution },
    })
    for (const isSolution of [true, false]) expect(refusal(after(open), unknown(isSolution))).toBe('notFound')
  })
})

describe('solving, closing and reopening', () => {
  const emptySolve: TicketCommand = { name: 'ticket.solve', args: { ticketId, solution: '  ' } }
  it('wants a solution in words or an article', () => {
    expect(refusal(after(open), emptySolve)).toBe('ticketSolutionMissing')
    expect(refusal(after(open, link(false)), emptySolve)).toBe('ticketSolutionMissing')
    expect(after(open, link(true), emptySolve).status).toBe('solved')
  })
  it('closes only what is solved and reopens only what is not open', () => {
    expect(refusal(after(open), close)).toBe('ticketNotSolved')
    expect(refusal(after(open), reopen)).toBe('ticketNotClosed')
    expect(after(open, solve, close)).toMatchObject({ status: 'closed', closedAt: now, solvedAt: now })
    expect(after(open, solve, close, reopen)).toMatchObject({
      status: 'inProgress',
      reopenedCount: 1,
      closedAt: null,
      solvedAt: null,
    })
    expect(after(open, solve, reopen).status).toBe('inProgress')
  })
})
