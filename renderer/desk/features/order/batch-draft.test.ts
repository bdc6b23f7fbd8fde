import { describe, expect, it } from 'vitest'
import { organisationSchema, type Organisation } from '#shared/domain/organisation'
import { customer, localId, ticketId, vendorId } from '#shared/domain/testing/ticket-sample'
import type { BatchTicket, OrderCandidate } from '#shared/ipc/order-views'
import { workOrderIdSchema } from '#shared/ids'
import { batchRowOf, freshBatch, offerOf } from './batch-draft'
import type { BatchDraft, DispatchDraft } from './order-store'

const candidateOf = (id: string, state: NonNullable<Organisation['state']>): OrderCandidate => ({
  organisation: organisationSchema.parse({
    ...{ id, name: '上海服务中心', kind: 'authorised', region: '上海', phone: '', address: '', state },
  }),
  isOwn: false,
  isRegion: false,
  consultants: 2,
  liveOrders: 0,
  refusals: 0,
  contactsMissed: 0,
})
const own = candidateOf(localId, 'active')
const another = candidateOf(crypto.randomUUID(), 'active')
const closed = candidateOf(crypto.randomUUID(), 'closed')
const candidates = [own, another, closed]
const orderId = workOrderIdSchema.parse(crypto.randomUUID())

const one: BatchTicket = {
  ticket: {
    id: ticketId,
    number: 'T-20261201-0001',
    subject: '报表取数不平',
    priority: 'B',
    status: 'inProgress',
    callerName: '王会计',
    callerPhone: '02155550111',
  },
  customer: { ...customer, sites: [{ id: crypto.randomUUID(), name: '总部', address: '江湾路 66 号' }] },
  isWaiting: false,
}
const orderOf = (status: 'offered' | 'refused') => [
  { orderId, organisationId: localId, consultantId: null, status, hasSight: true },
]
const whole: DispatchDraft = {
  organisationId: null,
  contactName: '王会计',
  contactPhone: '02155550111',
  address: '江湾路 66 号',
  note: '',
  bring: '',
  isConfirmed: true,
}
const rowOf = (over: {
  ticket?: Partial<BatchTicket['ticket']>
  customer?: BatchTicket['customer']
  isWaiting?: boolean
  written?: Partial<DispatchDraft> | null
  batch?: Partial<BatchDraft>
}) =>
  batchRowOf(
    {
      ticket: { ...one.ticket, ...over.ticket },
      customer: over.customer === undefined ? one.customer : over.customer,
      isWaiting: over.isWaiting ?? false,
    },
    over.written === null ? null : { ...whole, ...over.written },
    { ...freshBatch, ...over.batch },
    candidates,
  )

describe('what a ticket of a batch needs', () => {
  it.each<[string, Parameters<typeof rowOf>[0], ReturnType<typeof rowOf>['need']]>([
    ['nothing', {}, 'nothing'],
    ['nothing, after an order that was refused', { ticket: { orders: orderOf('refused') } }, 'nothing'],
    ['the word of the customer', { written: { isConfirmed: false } }, 'confirming'],
    ['the number, where nothing was written yet', { written: null }, 'facts'],
    ['whom to ask for', { written: { contactName: ' ' } }, 'facts'],
    ['an organisation, where no customer is known', { customer: null }, 'facts'],
    ['one that is open', { batch: { choice: 'one', organisationId: closed.organisation.id } }, 'facts'],
    ['one that is chosen for all', { batch: { choice: 'one' } }, 'facts'],
  ])('%s', (_, over, need) => {
    const row = rowOf(over)
    expect(row).toMatchObject({ need, block: null })
    expect(offerOf(row, freshBatch, orderId) === null).toBe(need !== 'nothing')
  })

  it.each<[ReturnType<typeof rowOf>['block'], Parameters<typeof rowOf>[0]]>([
    ['notOpen', { ticket: { status: 'solved' } }],
    ['notOpen', { ticket: { status: 'closed' } }],
    ['hasOrganisation', { ticket: { orders: orderOf('offered') } }],
    ['noNumber', { ticket: { number: null } }],
    ['waiting', { isWaiting: true }],
  ])('another ticket: %s', (block, over) => {
    const row = rowOf(over)
    expect(row).toMatchObject({ need: 'another', block })
    expect(offerOf(row, freshBatch, orderId)).toBeNull()
  })
})

describe('whom a ticket of a batch is given to', () => {
  it.each<[string, Parameters<typeof rowOf>[0], string | null]>([
    ["the customer's own", {}, localId],
    ['nobody, where there is no customer', { customer: null }, null],
    ['the one for all', { batch: { choice: 'one', organisationId: another.organisation.id } }, another.organisation.id],
    [
      'the one chosen for this ticket',
      { written: { organisationId: another.organisation.id } },
      another.organisation.id,
    ],
    [
      'the one chosen for this ticket, although there is one for all',
      { written: { organisationId: localId }, batch: { choice: 'one', organisationId: another.organisation.id } },
      localId,
    ],
  ])('%s', (_, over, organisationId) => {
    expect(rowOf(over).organisationId).toBe(organisationId)
  })
  it("never the vendor, although it serves the customer itself: that is not one's to ask", () => {
    const row = rowOf({ customer: { ...customer, organisationId: vendorId } })
    expect(row).toMatchObject({ need: 'facts', faults: { organisation: 'noOrganisation' } })
  })
})

it('sends what was written for all, but for a ticket that has words of its own', () => {
  const batch = { ...freshBatch, note: '月末前处理', bring: '安装盘' }
  expect(offerOf(rowOf({}), batch, orderId)).toEqual({
    orderId,
    ticketId,
    organisationId: localId,
    contactName: '王会计',
    contactPhone: '02155550111',
    address: '江湾路 66 号',
    note: '月末前处理',
    bring: '安装盘',
    isConfirmed: true,
  })
  expect(offerOf(rowOf({ written: { note: '先打电话' } }), batch, orderId)).toMatchObject({
    note: '先打电话',
    bring: '安装盘',
  })
})
