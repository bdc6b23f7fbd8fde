import { expect, it } from 'vitest'
import { call, contextOf, customer, localId, now, openArgs, record } from '#shared/domain/testing/ticket-sample'
import { applyTicket, decideTicket } from '#shared/domain/testing/rules'
import type { Ticket, TicketKind } from '#shared/domain/ticket'
import { kindEffects } from './kind-effects'

const opened = decideTicket(null, { name: 'ticket.open', args: openArgs }, contextOf())
if (!opened.ok) throw new Error(opened.failure.code)
const technical = record(opened.value).reduce<Ticket | null>(applyTicket, null) as Ticket
const referral = { name: '', company: '', phone: '', product: '', version: '', organisationId: localId }

const keys = (ticket: Ticket, kind: TicketKind, calling: typeof call | null = call) =>
  kindEffects({ ticket, call: calling, customer }, kind, localId, now).map(({ key }) => key)

it('says what follows from each kind', () => {
  expect(keys(technical, 'complaint')).toEqual(['queue', 'clock'])
  expect(keys(technical, 'business')).toEqual(['clock'])
  expect(keys(technical, 'referral')).toEqual(['referred', 'clockElsewhere'])
  expect(keys({ ...technical, kind: 'referral', referral }, 'technical')).toEqual([
    'contract',
    'unreferred',
    'clockElsewhere',
  ])
})

it('warns that without the proof of a call there is no way back to technical help', () => {
  expect(keys({ ...technical, callId: null }, 'business', null)).toEqual(['noWayBack', 'clock'])
})
