import { describe, expect, it } from 'vitest'
import type { Ticket } from '#shared/domain/ticket'
import { call, callId, customerId, ticketId } from '#shared/domain/testing/ticket-sample'
import { currentBasis } from './use-access-basis'

const byCall = { kind: 'call', callId } as const
const byTicket = { kind: 'ticket', ticketId } as const
const byReason = { kind: 'reason', reason: '回访客户' } as const
const ticket = { id: ticketId, customerId, status: 'inProgress' } as Ticket
const nothing = { customerId, granted: null, calls: [], ticket: null }

describe('a file is open', () => {
  it('on a call of this customer that is on the desk', () => {
    expect(currentBasis({ ...nothing, calls: [call] })).toEqual(byCall)
  })
  it('on a call that opened it, though it only matched the number', () => {
    const unproved = { ...call, identity: { status: 'none' as const } }
    expect(currentBasis({ ...nothing, calls: [unproved] })).toBeNull()
    expect(currentBasis({ ...nothing, granted: byCall, calls: [unproved] })).toEqual(byCall)
  })
  it('no longer once the call that opened it is wrapped up', () => {
    expect(currentBasis({ ...nothing, granted: byCall })).toBeNull()
  })
  it('on the open case that one comes from, also when the call is over', () => {
    expect(currentBasis({ ...nothing, granted: byCall, ticket })).toEqual(byTicket)
    expect(currentBasis({ ...nothing, ticket: { ...ticket, customerId: null } })).toBeNull()
  })
  it('on a case that is solved, until it is closed', () => {
    expect(currentBasis({ ...nothing, ticket: { ...ticket, status: 'solved' } })).toEqual(byTicket)
  })
  it('no longer once the case that opened it is closed', () => {
    expect(currentBasis({ ...nothing, granted: byTicket, ticket: { ...ticket, status: 'closed' } })).toBeNull()
  })
  it('on a stated reason', () => {
    expect(currentBasis({ ...nothing, granted: byReason })).toEqual(byReason)
  })
})
