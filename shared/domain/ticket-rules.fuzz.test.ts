import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Actor } from './decision'
import { problemDomains } from './problem-domain'
import { priorities, ticketKinds, ticketSchema, type Ticket, type TicketStatus } from './ticket'
import type { TicketCommand } from './ticket-commands'
import {
  agentId,
  call,
  contextOf,
  customer,
  localId,
  now,
  openArgs,
  otherAgentId,
  record,
  ticketId,
} from './testing/ticket-sample'
import { applyTicket, decideTicket } from './testing/rules'

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const filled = text.filter((value) => value.trim() !== '')
const articleId = fc.constantFrom(ticketId, agentId) as unknown as fc.Arbitrary<never>
const referral = fc.option(
  fc.record({
    name: text,
    company: filled,
    phone: filled,
    product: filled,
    version: filled,
    organisationId: fc.constant(localId),
  }),
)

const command = fc.oneof<fc.Arbitrary<TicketCommand>[]>(
  fc
    .record({ kind: fc.constantFrom(...ticketKinds), subject: filled, referral })
    .map((args) => ({ name: 'ticket.open', args: { ...openArgs, ...args } })),
  fc.record({ number: filled }).map((args) => ({ name: 'ticket.systemNumber', args: { ticketId, ...args } })),
  fc.constant<TicketCommand>({ name: 'ticket.take', args: { ticketId } }),
  fc
    .record({
      subject: fc.option(filled, { nil: undefined }),
      description: fc.option(text, { nil: undefined }),
      priority: fc.option(fc.constantFrom(...priorities), { nil: undefined }),
      problemDomain: fc.option(fc.option(fc.constantFrom(...problemDomains), { nil: null }), { nil: undefined }),
    })
    .map((changes) => ({ name: 'ticket.edit', args: { ticketId, changes } })),
  filled.map((note) => ({ name: 'ticket.note', args: { ticketId, text: note } })),
  fc
    .record({ articleId, isSolution: fc.boolean() })
    .map((args) => ({ name: 'ticket.linkArticle', args: { ticketId, ...args } })),
  text.map((solution) => ({ name: 'ticket.solve', args: { ticketId, solution } })),
  fc.constant<TicketCommand>({ name: 'ticket.close', args: { ticketId } }),
  filled.map((reason) => ({ name: 'ticket.reopen', args: { ticketId, reason } })),
)
const actor = fc.constantFrom<Actor>(
  { kind: 'person', id: agentId, role: 'agent', name: '李' },
  { kind: 'person', id: otherAgentId, role: 'agent', name: '赵' },
  { kind: 'system' },
)

/** The transitions drawn at `ticketSchema`; a status may also stay. */
const moves: Record<TicketStatus, TicketStatus[]> = {
  new: ['new', 'inProgress'],
  inProgress: ['inProgress', 'solved'],
  solved: ['solved', 'closed', 'inProgress'],
  closed: ['closed', 'inProgress'],
}

const checkStep = (before: Ticket | null, after: Ticket): void => {
  expect(ticketSchema.safeParse(after).success).toBe(true)
  if (before !== null) expect(moves[before.status]).toContain(after.status)
  if (before !== null && before.number !== null) expect(after.number).toBe(before.number)
  expect(after.reopenedCount).toBeGreaterThanOrEqual(before?.reopenedCount ?? 0)
  expect(after.closedAt !== null).toBe(after.status === 'closed')
  expect(after.solvedAt !== null).toBe(after.status === 'solved' || after.status === 'closed')
  if (after.status === 'solved' || after.status === 'closed') {
    expect(after.solution.trim() !== '' || after.articles.some((link) => link.isSolution)).toBe(true)
  }
  expect(new Set(after.articles.map((link) => link.articleId)).size).toBe(after.articles.length)
  expect(after.kind === 'referral').toBe(after.referral !== null)
}

/** Of any kind, refused where the caller is not verified and it may not be; this one never is. */
const anyOpening = fc
  .record({ kind: fc.constantFrom(...ticketKinds), subject: filled, referral })
  .map(({ kind, referral: to, ...args }): TicketCommand => {
    return { name: 'ticket.open', args: { ...openArgs, ...args, kind, referral: kind === 'referral' ? to : null } }
  })
const opening: TicketCommand = { name: 'ticket.open', args: { ...openArgs, kind: 'complaint', referral: null } }
const opener: Actor = { kind: 'person', id: agentId, role: 'agent', name: '李' }

it('keeps every invariant through any sequence of commands', () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(
      fc.array(fc.tuple(command, actor), { maxLength: 40, size: 'max' }),
      fc.boolean(),
      anyOpening,
      (rest, isVerified, first) => {
        // Nothing can be done with a ticket that was never opened.
        const steps = [[first, opener] as const, [opening, opener] as const, ...rest]
        let state: Ticket | null = null
        let version = 0
        const log = []
        for (const [index, [next, by]] of steps.entries()) {
          const context = contextOf({
            actor: by,
            now: now + index,
            call: isVerified ? call : { ...call, identity: { status: 'none' } },
            customer,
          })
          const decision = decideTicket(state, next, context)
          if (!decision.ok) continue
          for (const event of record(decision.value, version, now + index)) {
            const before: Ticket | null = state
            state = applyTicket(before, event)
            log.push(event)
            reached.add(before === null ? `${event.name}: ${state.kind}` : event.name)
            version += 1
            expect(event.version).toBe(version)
            checkStep(before, state)
          }
        }
        expect(log.length).toBe(version)
        if (!isVerified) expect(state?.kind).not.toBe('technical')
        expect(log.reduce<Ticket | null>(applyTicket, null)).toEqual(state)
      },
    ),
    { numRuns: 500 },
  )
  // A sequence of which everything is refused shows nothing.
  expect([...reached].sort()).toEqual([
    'ticket.articleLinked',
    'ticket.closed',
    'ticket.edited',
    'ticket.noted',
    'ticket.numbered',
    ...ticketKinds.map((kind) => `ticket.opened: ${kind}`).sort(),
    'ticket.reopened',
    'ticket.solved',
    'ticket.taken',
  ])
})

it('passes over events it does not know', () => {
  const decision = decideTicket(null, { name: 'ticket.open', args: openArgs }, contextOf())
  const ticket = decision.ok ? record(decision.value).reduce<Ticket | null>(applyTicket, null) : null
  const unknown = { ...record([{ name: 'ticket.dispatched', data: {} }], 2, now + 5)[0] } as never
  expect(applyTicket(ticket, unknown)).toEqual({ ...ticket, updatedAt: now + 5 })
})
