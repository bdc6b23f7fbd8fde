import { expect, test } from 'vitest'
import { orderDue } from './order-due'
import type { Timed } from './sla'
import { localId, now, organisations, vendorId } from './testing/ticket-sample'
import { hourMs, minuteMs } from './time'

// A Monday, 14:00 in Shanghai; the working day ends at 17:30 there.
const endOfDay = now + 3.5 * hourMs
const order = { status: 'accepted', offeredAt: now, organisationId: localId } as const
/** A ticket of priority A has four hours of working time; since when its clock runs says when they are over. */
const since = (from: number): Timed & { promisedBy: string | null } => ({
  priority: 'A',
  status: 'inProgress',
  runs: [{ from, to: null }],
  promisedBy: vendorId,
})
const due = (
  over: Partial<Omit<typeof order, 'status'>> & { status?: 'offered' | 'contacted' | 'done' },
  of: unknown,
) => orderDue({ ...order, ...over }, of as ReturnType<typeof since> | null, organisations, now)

test('the call on the day comes first where the time limit ends later', () => {
  expect(due({}, since(now))).toEqual({ kind: 'contact', at: endOfDay })
})

test('the time limit comes first where it ends before the day does', () => {
  // 10:00 to 12:00 and, after lunch, from 13:00 or 13:30: it is over between three and half past.
  const found = due({}, since(now - 4 * hourMs))
  expect(found?.kind).toBe('solve')
  expect(found?.at).toBeGreaterThanOrEqual(now + hourMs - 30 * minuteMs)
  expect(found?.at).toBeLessThan(endOfDay)
})

test('once the customer was called only the time limit is left, and for an order that is over nothing', () => {
  expect(due({ status: 'contacted' }, since(now))?.kind).toBe('solve')
  expect(due({ status: 'contacted' }, null)).toBeNull()
  expect(due({ status: 'done' }, since(now))).toBeNull()
})

test('a ticket out of sight, or whose clock stands still, leaves the call on the day', () => {
  expect(due({}, null)).toEqual({ kind: 'contact', at: endOfDay })
  expect(due({}, { ...since(now), runs: [{ from: now - hourMs, to: now }] })?.kind).toBe('contact')
})
