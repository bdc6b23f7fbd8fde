import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../errors'
import { organisationIdSchema, personIdSchema } from '../ids'
import type { Context } from './decision'
import type { Person } from './person'
import { decideTicket } from './testing/rules'
import { personOf, referral, agent, run, refusal } from './testing/ticket-acts'
import { agentId, contextOf, localId, openArgs, ticketId, vendorId } from './testing/ticket-sample'
import { type Ticket, ticketAudiences } from './ticket'
import type { TicketCommand } from './ticket-commands'

const otherId = organisationIdSchema.parse('00000000-0000-4000-8000-000000000099')
const colleague = personOf('agent', vendorId)
const reviewer = personOf('reviewer', vendorId)
const supervisor = personOf('supervisor', vendorId)
const manager = personOf('manager', localId)
const consultant = personOf('consultant', localId)
const otherManager = personOf('manager', otherId)
const people = [agent, colleague, reviewer, supervisor, manager, consultant, otherManager]

const by = ({ id, role, name }: Person): Context =>
  contextOf({ actor: { kind: 'person', id, role, name }, others: people })
const decided = (state: Ticket | null, command: TicketCommand): Ticket => run(state, command, by(agent))
const own = decided(null, { name: 'ticket.open', args: openArgs })
const referred = decided(null, { name: 'ticket.open', args: { ...openArgs, kind: 'referral', referral } })
const give = (to: Person | 'complaint' | 'technical', note = ''): TicketCommand => ({
  name: 'ticket.assign',
  args: {
    ticketId,
    to: typeof to === 'string' ? { kind: 'queue', queue: to } : { kind: 'person', personId: to.id },
    note,
  },
})
const outcome = (ticket: Ticket, giver: Person, to: Parameters<typeof give>[0]): ErrorCode | 'given' => {
  return refusal(ticket, give(to), by(giver)) ?? 'given'
}

describe('giving a ticket on', () => {
  it('says from whom to whom with the note, and who may see it follows', () => {
    const decision = decideTicket(own, give(colleague, '等客户回电'), by(agent))
    expect(decision).toMatchObject({
      value: [{ name: 'ticket.assigned', data: { from: agentId, to: colleague.id, note: '等客户回电' } }],
    })
    const given = decided(own, give(colleague))
    expect(given.ownerId).toBe(colleague.id)
    expect(ticketAudiences(given)).toEqual(['vendor', `person:${colleague.id}`])
  })
  it('to a queue leaves it with nobody', () => {
    expect(decided(own, give('complaint'))).toMatchObject({ ownerId: null, queue: 'complaint', status: 'inProgress' })
  })
  it.each<[string, Ticket, Person, Parameters<typeof give>[0], ErrorCode | 'given']>([
    ['an agent to a colleague', own, agent, colleague, 'given'],
    ['an agent to a supervisor', own, agent, supervisor, 'given'],
    ['an agent to one who works on no tickets', own, agent, reviewer, 'assigneeNoCaseWorker'],
    ['an agent to an organisation that cannot see it', own, agent, manager, 'assigneeOutOfReach'],
    ['an agent to the organisation referred to', referred, agent, consultant, 'given'],
    ['an agent to another organisation', referred, agent, otherManager, 'assigneeOutOfReach'],
    ['a manager to their consultant', referred, manager, consultant, 'given'],
    ['a manager to the vendor', referred, manager, agent, 'assignOwnOrganisation'],
    ['a manager to a queue', referred, manager, 'technical', 'assignQueueOfVendor'],
    ['a consultant back to their manager', referred, consultant, manager, 'given'],
    ['a consultant to themselves', referred, consultant, consultant, 'assignBackToManager'],
    ['a consultant to the vendor', referred, consultant, agent, 'assignOwnOrganisation'],
    ['a supervisor to a queue', referred, supervisor, 'technical', 'given'],
    ['to somebody unknown', own, agent, personOf('agent', vendorId), 'assigneeUnknown'],
  ])('%s', (_, ticket, giver, to, code) => {
    expect(outcome(ticket, giver, to)).toBe(code)
  })
  it('does not take one who has it by chance for one who may see it', () => {
    const strayed: Ticket = { ...own, ownerId: personIdSchema.parse(manager.id) }
    expect(outcome(strayed, supervisor, manager)).toBe('assigneeOutOfReach')
  })
  it('keeps the note where somebody else has given it there meanwhile', () => {
    const given = decided(own, give(colleague))
    expect(decideTicket(given, give(colleague), by(supervisor))).toEqual({ ok: true, value: [] })
    expect(decideTicket(given, give(colleague, '请先回电'), by(supervisor))).toEqual({
      ok: true,
      value: [{ name: 'ticket.noted', data: { text: '请先回电' } }],
    })
  })
  it('is refused on a closed ticket', () => {
    expect(outcome({ ...own, status: 'closed' }, agent, colleague)).toBe('ticketClosed')
  })
})
