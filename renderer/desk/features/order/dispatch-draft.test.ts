import { describe, expect, it } from 'vitest'
import { organisationSchema, type Organisation } from '#shared/domain/organisation'
import { customer, vendorId } from '#shared/domain/testing/ticket-sample'
import type { OrderCandidate } from '#shared/ipc/order-views'
import { dispatchFaults, freshDispatch, hasFaults } from './dispatch-draft'
import type { DispatchDraft } from './order-store'

const candidateOf = (state?: Organisation['state']): OrderCandidate => ({
  organisation: organisationSchema.parse({
    id: crypto.randomUUID(),
    name: '上海服务中心',
    kind: 'authorised',
    region: '上海',
    phone: '',
    address: '',
    ...(state === undefined ? {} : { state }),
  }),
  isOwn: false,
  isRegion: false,
  consultants: 2,
  liveOrders: 0,
  refusals: 0,
  contactsMissed: 0,
})
const [active, older, suspended, closed] = [
  candidateOf('active'),
  candidateOf(),
  candidateOf('suspended'),
  candidateOf('closed'),
]
const candidates = [active, older, suspended, closed]
const whole: DispatchDraft = {
  organisationId: active.organisation.id,
  contactName: '王会计',
  contactPhone: '02155550111',
  address: '',
  note: '',
  bring: '',
  isConfirmed: true,
}
const none = { organisation: null, contactName: null, contactPhone: null, confirmed: null }

describe('what a dispatch lacks', () => {
  it.each<[string, Partial<DispatchDraft>, Partial<ReturnType<typeof dispatchFaults>>]>([
    ['nothing', {}, {}],
    ['nothing, at an organisation older than states', { organisationId: older.organisation.id }, {}],
    ['nothing, without address, note and what to bring', { address: '', note: '', bring: '' }, {}],
    ['an organisation', { organisationId: null }, { organisation: 'noOrganisation' }],
    ['one that may still be asked', { organisationId: vendorId }, { organisation: 'noOrganisation' }],
    ['one that is not suspended', { organisationId: suspended.organisation.id }, { organisation: 'notActive' }],
    ['one that is not closed', { organisationId: closed.organisation.id }, { organisation: 'notActive' }],
    ['whom to ask for', { contactName: '  ' }, { contactName: 'noContact' }],
    ['their number', { contactPhone: ' ' }, { contactPhone: 'noPhone' }],
    ['the word of the customer', { isConfirmed: false }, { confirmed: 'notConfirmed' }],
  ])('%s', (_, over, faults) => {
    const found = dispatchFaults({ ...whole, ...over }, candidates)
    expect(found).toEqual({ ...none, ...faults })
    expect(hasFaults(found)).toBe(Object.keys(faults).length > 0)
  })
  it('says all of it at once', () => {
    const fresh = freshDispatch({ callerName: '' }, null)
    expect(dispatchFaults(fresh, candidates)).toEqual({
      organisation: 'noOrganisation',
      contactName: 'noContact',
      contactPhone: 'noPhone',
      confirmed: 'notConfirmed',
    })
  })
})

it('begins with who called and where the customer is, unconfirmed and without the number', () => {
  const sites = [{ id: 'a', name: '总部', address: '江湾路 66 号' }] as never
  expect(freshDispatch({ callerName: '王会计' }, { ...customer, sites })).toMatchObject({
    organisationId: null,
    contactName: '王会计',
    contactPhone: '',
    address: '江湾路 66 号',
    isConfirmed: false,
  })
})

it('begins without an address for a customer who has no site, which is no fault', () => {
  const fresh = freshDispatch({ callerName: '王会计' }, { ...customer, sites: [] })
  expect(fresh.address).toBe('')
  const filled = { ...fresh, organisationId: active.organisation.id, contactPhone: '02155550111', isConfirmed: true }
  expect(dispatchFaults(filled, candidates)).toEqual(none)
})
