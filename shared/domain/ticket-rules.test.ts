import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../errors'
import { customerIdSchema } from '../ids'
import { fileHashSchema } from './attachment'
import type { Call } from './call'
import type { Customer } from './customer'
import type { Context } from './decision'
import { entitlementOf, type EntitlementReason } from './entitlement'
import { ticketKinds, ticketSchema, type Ticket, type TicketKind } from './ticket'
import type { TicketCommand } from './ticket-commands'
import { missingReferralFacts, openableKinds } from './ticket-open'
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
  unknownArticleId,
  vendorId,
  verified,
} from './testing/ticket-sample'
import { dayMs } from './time'
import { applyTicket, decideTicket } from './testing/rules'

const run = (state: Ticket | null, command: TicketCommand, context: Context = contextOf()): Ticket | null => {
  const decision = decideTicket(state, command, context)
  if (!decision.ok) throw new Error(decision.failure.code)
  return record(decision.value).reduce<Ticket | null>(applyTicket, state)
}
const after = (...commands: TicketCommand[]): Ticket => {
  const ticket = commands.reduce<Ticket | null>((state, command) => run(state, command), null)
  if (ticket === null) throw new Error('no command made a ticket')
  return ticket
}
const facts = (state: Ticket | null, command: TicketCommand, context = contextOf()): string[] => {
  const decision = decideTicket(state, command, context)
  return decision.ok ? decision.value.map((fact) => fact.name) : [`refused: ${decision.failure.code}`]
}
const refusal = (state: Ticket | null, command: TicketCommand, context = contextOf()): ErrorCode | null => {
  const decision = decideTicket(state, command, context)
  return decision.ok ? null : decision.failure.code
}

const open: TicketCommand = { name: 'ticket.open', args: openArgs }
const openAs = (kind: TicketKind, over: Partial<typeof openArgs> = {}): TicketCommand => ({
  name: 'ticket.open',
  args: { ...openArgs, kind, ...over },
})
const take: TicketCommand = { name: 'ticket.take', args: { ticketId } }
const solve: TicketCommand = { name: 'ticket.solve', args: { ticketId, solution: '补丁 6.5.1' } }
const close: TicketCommand = { name: 'ticket.close', args: { ticketId } }
const reopen: TicketCommand = { name: 'ticket.reopen', args: { ticketId, reason: '又出现了' } }
const note: TicketCommand = { name: 'ticket.note', args: { ticketId, text: '已请客户备份' } }
const edit = (changes: Extract<TicketCommand, { name: 'ticket.edit' }>['args']['changes']): TicketCommand => ({
  name: 'ticket.edit',
  args: { ticketId, changes },
})
const link = (isSolution: boolean): TicketCommand => ({
  name: 'ticket.linkArticle',
  args: { ticketId, articleId: openArgs.ticketId as never, isSolution },
})
const referral = {
  name: '王会计',
  company: '华东重工',
  phone: '13800138000',
  product: 'NC',
  version: '6.5',
  organisationId: localId,
}
const byNobodyElse = contextOf({ actor: { kind: 'person', id: otherAgentId, role: 'agent', name: '赵' } })

describe('opening', () => {
  it('writes the ticket from the call and gives it to the one who opened it', () => {
    const ticket = after(open)
    expect(ticketSchema.safeParse(ticket).success).toBe(true)
    expect(ticket).toMatchObject({
      status: 'inProgress',
      ownerId: agentId,
      queue: 'technical',
      customerId: customer.id,
      number: null,
      openedBy: agentId,
    })
  })
  it('takes a number once', () => {
    const numbered = after(open, { name: 'ticket.systemNumber', args: { ticketId, number: 'T-20261123-0001' } })
    expect(numbered.number).toBe('T-20261123-0001')
    expect(facts(numbered, { name: 'ticket.systemNumber', args: { ticketId, number: 'T-20261123-0002' } })).toEqual([])
  })
  it.each<[string, TicketCommand, Context, ErrorCode]>([
    ['a call nobody knows', open, contextOf({ call: null }), 'notFound'],
    ['another agent’s call', open, byNobodyElse, 'callNotForYou'],
    [
      'a call still ringing',
      open,
      contextOf({ call: { ...call, phase: 'ringing', answeredBy: null } }),
      'callNotForYou',
    ],
    ['a referral without its facts', openAs('referral'), contextOf(), 'referralNeedsOrganisation'],
    [
      'a referral that lacks one',
      openAs('referral', { referral: { ...referral, phone: '  ' } }),
      contextOf(),
      'referralIncomplete',
    ],
    [
      'a referral to the vendor itself',
      openAs('referral', { referral: { ...referral, organisationId: vendorId } }),
      contextOf(),
      'referralNeedsOrganisation',
    ],
  ])('refuses %s', (_, command, context, code) => expect(refusal(null, command, context)).toBe(code))
  it('refuses a ticket that is there already', () => expect(refusal(after(open), open)).toBe('alreadyExists'))
  it('keeps referral facts of a referral only', () => {
    expect(after(openAs('referral', { referral })).referral).toEqual(referral)
    expect(after(openAs('technical', { referral })).referral).toBeNull()
  })
  it('names each missing fact', () => {
    expect(missingReferralFacts({ ...referral, name: '', version: ' ' })).toEqual(['name', 'version'])
    expect(missingReferralFacts(referral)).toEqual([])
  })
})

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
    expect(run(opened, edit({ company: '华东重工机械' }))?.company).toBe('华东重工机械')
    expect(run(opened, edit({ company: '' }))?.company).toBe('')
  })
  it('takes an empty company and none for the same', () => {
    const before = run(null, openAs('business'), unknown)
    expect(before?.company).toBeUndefined()
    const write: TicketCommand = {
      name: 'ticket.edit',
      args: { ticketId, changes: { company: '华东重工' }, before: { company: '' } },
    }
    expect(run(before, write)?.company).toBe('华东重工')
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

describe('what may be opened, by entitlement', () => {
  const identity = (status: 'none' | 'refused' | 'locked'): Call => ({ ...call, identity: { status } })
  const ended = { ...verified, validUntil: now - dayMs } as Call['identity']
  const copy = (genuineness: 'unregistered' | 'counterfeit'): Customer => ({
    ...customer,
    products: customer.products.map((product) => ({ ...product, genuineness })),
  })
  const all: TicketKind[] = [...ticketKinds]
  const business: TicketKind[] = ['business', 'referral', 'complaint']
  const nothing: TicketKind[] = ['referral', 'complaint']
  const table: [EntitlementReason, Call, Customer | null, TicketKind[]][] = [
    ['verified', call, customer, all],
    ['noCode', identity('none'), null, business],
    ['codeRefused', identity('refused'), null, business],
    ['codeLocked', identity('locked'), null, business],
    ['codeExpired', { ...call, identity: ended }, customer, business],
    ['codeExpired', { ...call, identity: { ...ended, status: 'expired' } as Call['identity'] }, customer, business],
    ['noContract', call, { ...customer, contracts: [] }, business],
    ['contractEnded', call, { ...customer, contracts: [{ ...customer.contracts[0]!, validUntil: now }] }, business],
    ['unregistered', call, copy('unregistered'), business],
    ['counterfeit', call, copy('counterfeit'), nothing],
  ]
  it.each(table)('%s', (reason, ofCall, ofCustomer, kinds) => {
    expect(entitlementOf(ofCall, ofCustomer, now).reason).toBe(reason)
    expect([...openableKinds(entitlementOf(ofCall, ofCustomer, now))].sort()).toEqual([...kinds].sort())
    for (const kind of ticketKinds) {
      const expected = kinds.includes(kind)
        ? null
        : kind === 'technical'
          ? 'technicalNotEntitled'
          : 'businessNotEntitled'
      expect(refusal(null, openAs(kind, { referral }), contextOf({ call: ofCall, customer: ofCustomer })), kind).toBe(
        expected,
      )
    }
  })
  it('treats a customer chosen by number as unproved', () => {
    const chosen: Call = { ...call, identity: { status: 'none' }, chosenCustomerId: customer.id }
    expect(refusal(null, open, contextOf({ call: chosen }))).toBe('technicalNotEntitled')
    expect(run(null, openAs('business'), contextOf({ call: chosen }))?.customerId).toBe(customer.id)
  })
})

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
    expect(run(ticket, take, byNobodyElse)?.ownerId).toBe(otherAgentId)
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
    expect(run(after(open), edit({ problemDomain: null }))?.problemDomain).toBeNull()
  })
  it('refuses an edit that changes nothing', () => {
    expect(refusal(after(open), edit({ subject: openArgs.subject }))).toBe('nothingChanged')
    expect(refusal(after(open), edit({}))).toBe('nothingChanged')
  })
  it('links an article once and lets it become the solution, never less', () => {
    const linked = after(open, link(false))
    expect(facts(linked, link(false))).toEqual([])
    const solved = run(linked, link(true))
    expect(solved?.articles).toEqual([{ articleId: openArgs.ticketId, isSolution: true }])
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
    expect(run(older, wait)?.runs).toBeUndefined()
  })
})

describe('files and hours', () => {
  const file = { hash: fileHashSchema.parse('a'.repeat(64)), name: '现场.jpg', mediaType: 'image/jpeg', size: 3 }
  const attach: TicketCommand = { name: 'ticket.attach', args: { ticketId, file } }
  const stored: TicketCommand = { name: 'ticket.systemFileStored', args: { ticketId, hash: file.hash } }
  it('keeps a file once, and says when the server has it', () => {
    const ticket = after(open, attach)
    expect(ticket.attachments).toEqual([{ ...file, addedBy: agentId, addedAt: now, isStored: false }])
    expect(facts(ticket, attach)).toEqual([])
    expect(run(ticket, stored)?.attachments?.[0]?.isStored).toBe(true)
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
