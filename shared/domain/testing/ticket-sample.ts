import {
  articleIdSchema,
  callIdSchema,
  customerIdSchema,
  organisationIdSchema,
  personIdSchema,
  ticketIdSchema,
} from '../../ids'
import type { Call } from '../call'
import type { Customer } from '../customer'
import type { Context, Fact, Recorded } from '../decision'
import type { Documents, Noun } from '../document'
import type { Organisation } from '../organisation'
import { dayMs } from '../time'
import type { TicketCommand } from '../ticket-commands'

/** Samples for tests of rules: one customer in good standing, one verified call that one agent has answered. */
export const now = Date.UTC(2026, 10, 23, 6)
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const agentId = personIdSchema.parse(uuid(1))
export const otherAgentId = personIdSchema.parse(uuid(2))
export const ticketId = ticketIdSchema.parse(uuid(10))
export const callId = callIdSchema.parse(uuid(11))
export const customerId = customerIdSchema.parse(uuid(12))
export const unknownArticleId = articleIdSchema.parse(uuid(13))
export const vendorId = organisationIdSchema.parse(uuid(20))
export const localId = organisationIdSchema.parse(uuid(21))

export const customer: Customer = {
  id: customerId,
  name: '华东重工机械',
  region: '上海',
  industry: '机械制造',
  organisationId: localId,
  contacts: [],
  sites: [],
  products: [
    {
      id: uuid(30),
      product: 'NC',
      version: '6.5',
      modules: ['总账'],
      siteId: null,
      registeredAt: now - 400 * dayMs,
      genuineness: 'genuine',
    },
  ],
  contracts: [{ id: uuid(31), number: 'C-1', validFrom: now - 100 * dayMs, validUntil: now + 100 * dayMs }],
}

export const verified: Call['identity'] = {
  status: 'verified',
  serviceCodeId: uuid(40) as never,
  customerId,
  maskedCode: '05••••••21',
  validUntil: now + 50 * dayMs,
}

export const call: Call = {
  id: callId,
  phase: 'talking',
  direction: 'in',
  from: '+8613800138000',
  to: null,
  queue: 'technical',
  menuPath: '2',
  problemDomain: 'financialAccounting',
  identity: verified,
  candidates: [],
  chosenCustomerId: null,
  rung: [agentId],
  answeredBy: agentId,
  startedAt: now - 5000,
  rangAt: now - 4000,
  answeredAt: now - 3000,
  endedAt: null,
  cause: null,
  disposition: null,
  dispositionNote: '',
}

export const organisations: Organisation[] = [
  { id: vendorId, name: '总部', kind: 'vendor', region: '北京', phone: '', address: '' },
  { id: localId, name: '上海服务中心', kind: 'authorised', region: '上海', phone: '', address: '' },
]

export const openArgs: Extract<TicketCommand, { name: 'ticket.open' }>['args'] = {
  ticketId,
  callId,
  kind: 'technical',
  subject: '月末结账报错',
  description: '',
  priority: 'A',
  problemDomain: 'financialAccounting',
  product: 'NC',
  productVersion: '6.5',
  callerName: '王会计',
  callerPhone: '+8613800138000',
  referral: null,
}

/**
 * A context of the answering agent over the samples; `over` replaces what it reads or who acts, `others` are read
 * beside them.
 */
export const contextOf = (
  over: Partial<Context> & { call?: Call | null; customer?: Customer | null; others?: readonly object[] } = {},
): Context => ({
  actor: over.actor ?? { kind: 'person', id: agentId, role: 'agent', name: '李静' },
  scopes: over.scopes ?? null,
  now: over.now ?? now,
  read: <N extends Noun>(noun: N, id: string): Documents[N] | null => {
    const readCall = over.call === undefined ? call : over.call
    const readCustomer = over.customer === undefined ? customer : over.customer
    const documents: object[] = [
      ...(readCall === null ? [] : [readCall]),
      ...(readCustomer === null ? [] : [readCustomer]),
      ...organisations,
      ...(over.others ?? []),
    ]
    const found = documents.find((document) => (document as { id?: string }).id === id)
    // Every article but one is there: these rules only ask whether it exists.
    if (noun === 'article') return (id === unknownArticleId ? null : { id }) as Documents[N] | null
    return (found ?? null) as Documents[N] | null
  },
})

/** Numbers facts as the store would. */
export const record = <F extends Fact>(facts: readonly F[], after = 0, at = now): Recorded<F>[] =>
  facts.map((fact, index) => ({
    ...fact,
    version: after + index + 1,
    by: agentId,
    at,
    deviceAt: null,
    commandId: null,
  }))
