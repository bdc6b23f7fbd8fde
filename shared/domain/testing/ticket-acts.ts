import type { ErrorCode } from '../../errors'
import type { OrganisationId } from '../../ids'
import type { Context } from '../decision'
import { personSchema, type Person } from '../person'
import type { Role } from '../role'
import type { Ticket, TicketKind } from '../ticket'
import type { TicketCommand } from '../ticket-commands'
import { applyTicket, decideTicket } from './rules'
import { agentId, contextOf, localId, openArgs, otherAgentId, record, ticketId, vendorId } from './ticket-sample'

let people = 0
const nextPersonId = (): string => {
  people += 1
  return `b0000000-0000-4000-8000-${String(people).padStart(12, '0')}`
}

/** What tests of tickets do to one: people of any role, the usual commands, and what comes of them. */
export const personOf = (role: Role, organisationId: OrganisationId, id: string = nextPersonId()): Person =>
  personSchema.parse({
    id,
    name: role,
    role,
    organisationId,
    organisationKind: organisationId === vendorId ? 'vendor' : 'authorised',
    extension: null,
    queues: [],
  })
export const referral = {
  name: '王会计',
  company: '华东重工',
  phone: '13800138000',
  product: 'NC',
  version: '6.5',
  organisationId: localId,
}

export const agent = personOf('agent', vendorId, agentId)
export const byNobodyElse = contextOf({ actor: { kind: 'person', id: otherAgentId, role: 'agent', name: '赵' } })

export const open: TicketCommand = { name: 'ticket.open', args: openArgs }
export const openAs = (kind: TicketKind, over: Partial<typeof openArgs> = {}): TicketCommand => ({
  name: 'ticket.open',
  args: { ...openArgs, kind, ...over },
})
export const take: TicketCommand = { name: 'ticket.take', args: { ticketId } }
export const solve: TicketCommand = { name: 'ticket.solve', args: { ticketId, solution: '补丁 6.5.1' } }
export const close: TicketCommand = { name: 'ticket.close', args: { ticketId } }
export const reopen: TicketCommand = { name: 'ticket.reopen', args: { ticketId, reason: '又出现了' } }
export const note: TicketCommand = { name: 'ticket.note', args: { ticketId, text: '已请客户备份' } }
export const edit = (changes: Extract<TicketCommand, { name: 'ticket.edit' }>['args']['changes']): TicketCommand => ({
  name: 'ticket.edit',
  args: { ticketId, changes },
})
export const link = (isSolution: boolean): TicketCommand => ({
  name: 'ticket.linkArticle',
  args: { ticketId, articleId: openArgs.ticketId as never, isSolution },
})

/** @returns the ticket after a command; a refusal is thrown */
export const run = (state: Ticket | null, command: TicketCommand, context: Context = contextOf()): Ticket => {
  const decision = decideTicket(state, command, context)
  if (!decision.ok) throw new Error(decision.failure.code)
  return record(decision.value).reduce<Ticket | null>(applyTicket, state) as Ticket
}
/** @returns the ticket that these commands make */
export const after = (...commands: TicketCommand[]): Ticket =>
  commands.reduce<Ticket | null>((state, command) => run(state, command), null) as Ticket

/** @returns the names of the facts, or the refusal */
export const facts = (state: Ticket | null, command: TicketCommand, context = contextOf()): string[] => {
  const decision = decideTicket(state, command, context)
  return decision.ok ? decision.value.map((fact) => fact.name) : [`refused: ${decision.failure.code}`]
}
/** @returns why it is refused; null where it is not */
export const refusal = (state: Ticket | null, command: TicketCommand, context = contextOf()): ErrorCode | null => {
  const decision = decideTicket(state, command, context)
  return decision.ok ? null : decision.failure.code
}
