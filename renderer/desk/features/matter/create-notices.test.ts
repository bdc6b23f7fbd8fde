import { expect, it } from 'vitest'
import { createNotices } from './create-notices'

type Given = { ticketId: string; at: number }
const given: Given = { ticketId: 't', at: 1500 }
const notices = () => createNotices<Given>(({ ticketId, at }) => ({ key: `${ticketId} ${String(at)}`, at }))
const live = { connection: 'live', clockOffsetMs: null } as const

it('tells once of what happened while connected, and again when it happens again', () => {
  const one = notices()
  expect(one.since()).toBeNull()
  one.connectionIs(live, 1000)
  expect(one.take([given])).toEqual([given])
  expect(one.take([given])).toEqual([])
  const again = { ...given, at: 1600 }
  expect(one.take([given, again])).toEqual([again])
})

it('tells nothing that a start or a reconnect brings', () => {
  const one = notices()
  const meanwhile = { ...given, at: 2500 }
  expect(one.take([meanwhile])).toEqual([])
  one.connectionIs(live, 1000)
  one.connectionIs({ ...live, connection: 'offline' }, 2000)
  expect(one.since()).toBeNull()
  one.connectionIs({ ...live, connection: 'behind' }, 3000)
  expect(one.take([meanwhile])).toEqual([])
  expect(one.since()).toBe(3000)
})

it('does not take a gap in the feed for a reconnect', () => {
  const one = notices()
  one.connectionIs(live, 1000)
  one.connectionIs({ ...live, connection: 'behind' }, 2000)
  one.connectionIs(live, 3000)
  expect(one.take([given])).toEqual([given])
})

it('compares in the server’s time where this machine’s clock is off', () => {
  const one = notices()
  one.connectionIs({ connection: 'live', clockOffsetMs: -86_400_000 }, 86_401_000)
  expect(one.take([{ ...given, at: 999 }, given])).toEqual([given])
})
