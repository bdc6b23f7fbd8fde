import { beforeEach, expect, it, vi } from 'vitest'
import { call, callId, otherAgentId, ticketId } from '#shared/domain/testing/ticket-sample'
import type { TicketRow } from '#shared/ipc/replica-views'
import { ok } from '#shared/result'

const asked: [string, unknown][] = []
vi.stubGlobal('window', {
  hotline: {
    call: async (name: string, input: unknown) => {
      asked.push([name, input])
      return ok(null)
    },
    listen: () => () => undefined,
  },
})
const { hasCustomerOnLine, remoteTicketOf, startRemote } = await import('./start-remote')
const { callStore } = await import('./call-store')
const { placeStore } = await import('../../navigation/place-store')
const { remoteStore } = await import('../remote')

const row = (changes: Partial<TicketRow>): TicketRow =>
  ({ id: ticketId, number: 'T-1', status: 'inProgress', openedAt: 1, ...changes }) as TicketRow
const view = (tickets: TicketRow[]) => ({ call, newer: [], customer: null, candidates: [], tickets, names: {} })

beforeEach(() => {
  asked.length = 0
  remoteStore.setState({ wanted: null })
})

it('help begins with a customer who is or was on the line, not with a ring or a colleague', () => {
  expect((['dialling', 'talking', 'wrapUp'] as const).every((phase) => hasCustomerOnLine({ call }, phase))).toBe(true)
  expect(hasCustomerOnLine({ call }, 'ringing')).toBe(false)
  expect(hasCustomerOnLine({ call }, null)).toBe(false)
  expect(hasCustomerOnLine({ call: { ...call, colleagueId: otherAgentId } }, 'talking')).toBe(false)
})

it('belongs to the ticket opened last that is not closed', () => {
  const later = row({ id: '00000000-0000-4000-8000-0000000000c2' as never, openedAt: 2 })
  expect(remoteTicketOf({ tickets: [later, row({}), row({ openedAt: 3, status: 'closed' })] })).toBe(later)
  expect(remoteTicketOf({ tickets: [row({ status: 'closed' })] })).toBeNull()
})

it('asks for the code of the ticket of the call and goes there', () => {
  startRemote(view([row({})]))
  expect(placeStore.getState().place).toEqual({ kind: 'ticket', id: ticketId })
  expect(asked).toEqual([['remote.request', { ticketId }]])
})

it('waits with the code for a ticket that no server has seen', () => {
  startRemote(view([row({ number: null })]))
  expect(remoteStore.getState().wanted).toBe(ticketId)
  expect(asked).toEqual([])
})

it('opens a ticket first where there is none, and remembers the code', () => {
  startRemote(view([]))
  expect(callStore.getState().tabs[callId]).toBe('ticket')
  expect(placeStore.getState().place).toEqual({ kind: 'call', id: callId })
  expect(remoteStore.getState().wanted).toBe(callId)
  expect(asked).toEqual([])
})
