import { describe, expect, it } from 'vitest'
import { fileHashSchema } from './attachment'
import { open, solve, close, run, after, facts, refusal } from './testing/ticket-acts'
import { agentId, now, ticketId } from './testing/ticket-sample'
import { ticketSchema } from './ticket'
import type { TicketCommand } from './ticket-commands'

describe('files and hours', () => {
  const file = { hash: fileHashSchema.parse('a'.repeat(64)), name: '现场.jpg', mediaType: 'image/jpeg', size: 3 }
  const attach: TicketCommand = { name: 'ticket.attach', args: { ticketId, file } }
  const stored: TicketCommand = { name: 'ticket.systemFileStored', args: { ticketId, hash: file.hash } }
  it('keeps a file once, and says when the server has it', () => {
    const ticket = after(open, attach)
    expect(ticket.attachments).toEqual([{ ...file, addedBy: agentId, addedAt: now, isStored: false }])
    expect(facts(ticket, attach)).toEqual([])
    expect(run(ticket, stored).attachments?.[0]?.isStored).toBe(true)
    expect(facts(run(ticket, stored), stored)).toEqual([])
    expect(refusal(after(open), stored)).toBe('notFound')
    expect(ticketSchema.safeParse(ticket).success).toBe(true)
  })
  it('adds up hours, on closed tickets too: a visit ends after the ticket may have', () => {
    const log: TicketCommand = { name: 'ticket.logTime', args: { ticketId, minutes: 90, work: 'onSite', note: '' } }
    expect(after(open, log, log).minutesSpent).toBe(180)
    expect(after(open, solve, close, log, attach)).toMatchObject({ status: 'closed', minutesSpent: 90 })
  })
  it('refuses more files than the limit', () => {
    const many = Array.from({ length: 200 }, (_, index) => ({
      ...file,
      hash: fileHashSchema.parse(String(index).padStart(64, '0')),
      addedBy: null,
      addedAt: 1,
      isStored: true,
    }))
    expect(refusal({ ...after(open), attachments: many }, attach)).toBe('tooManyFiles')
  })
})
