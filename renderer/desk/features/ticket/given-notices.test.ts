import { expect, it } from 'vitest'
import { givenTicketSchema, type GivenTicket } from '#shared/ipc/assignee'
import { createGivenNotices } from './given-notices'

const givenAt = (at: number): GivenTicket =>
  givenTicketSchema.parse({
    ticketId: crypto.randomUUID(),
    number: 'T-1',
    subject: '结账报错',
    byName: '林晓',
    note: '',
    at,
  })
const live = { connection: 'live', clockOffsetMs: null } as const

it('tells once of a ticket that was given while connected, and again when it is given again', () => {
  const notices = createGivenNotices()
  expect(notices.since()).toBeNull()
  notices.connectionIs(live, 1000)
  const given = givenAt(1500)
  expect(notices.take([given])).toEqual([given])
  expect(notices.take([given])).toEqual([])
  const again = { ...given, at: 1600 }
  expect(notices.take([again])).toEqual([again])
})

it('tells nothing that a start or a reconnect brings', () => {
  const notices = createGivenNotices()
  const given = givenAt(2500)
  expect(notices.take([given])).toEqual([])
  notices.connectionIs(live, 1000)
  notices.connectionIs({ ...live, connection: 'offline' }, 2000)
  notices.connectionIs({ ...live, connection: 'behind' }, 3000)
  expect(notices.take([given])).toEqual([])
  expect(notices.since()).toBe(3000)
})

it('compares in the server’s time where this machine’s clock is off', () => {
  const notices = createGivenNotices()
  notices.connectionIs({ connection: 'live', clockOffsetMs: -86_400_000 }, 86_401_000)
  expect(notices.take([givenAt(999), givenAt(1500)])).toMatchObject([{ at: 1500 }])
})
