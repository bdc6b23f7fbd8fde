import { describe, expect, it } from 'vitest'
import type { CallView } from '#shared/ipc/replica-views'
import type { TicketKind } from '#shared/domain/ticket'
import type { Organisation } from '#shared/domain/organisation'
import { ticketCommands } from '#shared/domain/ticket-commands'
import {
  call,
  callId,
  contextOf,
  customer,
  localId,
  organisations,
  ticketId,
} from '#shared/domain/testing/ticket-sample'
import { missingFields, openArgsOf, organisationsFor, prefilledDraft } from './ticket-draft'
import { decideTicket } from '#shared/domain/testing/rules'

const contact = { id: callId as string, name: '王会计', title: '财务', phones: ['+8613800138000'] }
const view = (over: Partial<CallView['call']> = {}, contacts = [contact]): CallView => ({
  call: { ...call, ...over },
  newer: [],
  candidates: [],
  tickets: [],
  names: {},
  customer: {
    customer: { ...customer, contacts },
    newer: [],
    organisationName: '',
    serviceCodes: [],
    history: [],
    openTickets: [],
  },
})

describe('a draft', () => {
  it('is prefilled from the call', () => {
    expect(prefilledDraft(view(), ['technical', 'business'], ticketId)).toMatchObject({
      kind: 'technical',
      problemDomain: 'financialAccounting',
      product: 'NC',
      productVersion: '6.5',
      callerName: '王会计',
      callerPhone: '+8613800138000',
      company: customer.name,
      organisationId: localId,
    })
  })
  it('begins as a complaint when the menu says so, and as what is allowed otherwise', () => {
    expect(prefilledDraft(view({ menuPath: '4' }), ['technical'], ticketId).kind).toBe('complaint')
    expect(prefilledDraft(view(), ['business', 'referral'], ticketId).kind).toBe('business')
  })
  it('knows the contact however the number stands in the file', () => {
    const written = { ...contact, phones: ['010-62436838', '（+86）138－0013－8000'] }
    expect(prefilledDraft(view({}, [written]), ['technical'], ticketId).callerName).toBe('王会计')
  })
  it('guesses no name where two contacts share a number', () => {
    expect(prefilledDraft(view({}, [contact, { ...contact, name: '李' }]), ['technical'], ticketId).callerName).toBe('')
    expect(prefilledDraft(view({ from: null }), ['technical'], ticketId).callerName).toBe('')
  })
  it('needs a subject, and a referral its facts and an organisation', () => {
    const draft = prefilledDraft({ ...view(), customer: null }, ['referral'], ticketId)
    expect(missingFields({ ...draft, kind: 'business' })).toEqual(['subject'])
    expect(missingFields({ ...draft, kind: 'referral', callerPhone: '' })).toEqual([
      'subject',
      'callerName',
      'company',
      'callerPhone',
      'product',
      'productVersion',
      'organisationId',
    ])
  })
  it.each(['technical', 'referral'] as const)('when nothing is missing opens as %s', (kind) => {
    const draft = { ...prefilledDraft(view(), [kind], ticketId), subject: '结账报错' }
    expect(missingFields(draft)).toEqual([])
    const args = ticketCommands['ticket.open'].args.parse(openArgsOf(draft, view()))
    expect(decideTicket(null, { name: 'ticket.open', args }, contextOf()).ok).toBe(true)
  })
})

describe('the company of an unknown caller', () => {
  const unknown: CallView = { ...view({ identity: { status: 'none' } }), customer: null }
  const draftOf = (kind: TicketKind, company: string) => ({
    ...prefilledDraft(unknown, [kind], ticketId),
    subject: '想加模块',
    description: '先报价',
    organisationId: localId,
    company,
  })
  const companyOf = (kind: TicketKind, company: string, of = unknown) =>
    ticketCommands['ticket.open'].args.parse(openArgsOf(draftOf(kind, company), of)).company
  it.each(['business', 'complaint', 'referral'] as const)('stands on a %s ticket', (kind) => {
    expect(companyOf(kind, ' 新客户有限公司 ')).toBe('新客户有限公司')
    expect(openArgsOf(draftOf(kind, '新客户有限公司'), unknown).description).toBe('先报价')
  })
  it('is not sent empty, which an older server would not know, nor where the customer’s file says it', () => {
    expect('company' in openArgsOf(draftOf('business', '  '), unknown)).toBe(false)
    expect('company' in openArgsOf(draftOf('business', customer.name), view())).toBe(false)
    expect(companyOf('business', '子公司', view())).toBe('子公司')
  })
})

it('puts the caller’s own organisation first, then the region, and never the vendor', () => {
  const far: Organisation = { ...organisations[1]!, id: callId as never, name: '安徽服务中心', region: '安徽' }
  const near: Organisation = { ...organisations[1]!, id: ticketId as never, name: '沪东服务中心', region: '上海' }
  expect(organisationsFor([far, near, ...organisations], '上海', localId).map((o) => o.name)).toEqual([
    '上海服务中心',
    '沪东服务中心',
    '安徽服务中心',
  ])
})
