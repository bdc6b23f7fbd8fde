import { expect, test } from 'vitest'
import type { AvailableOffline } from '#shared/ipc/replica-views'
import { verdictOf } from './available-offline-store'

const available = (fields: Partial<AvailableOffline> = {}): AvailableOffline => ({
  documents: [],
  replicaBytes: 0,
  filesBytes: 0,
  asOf: 1,
  leaseUntil: null,
  tickets: [],
  fetching: null,
  ...fields,
})
const live = { connection: 'live', bootstrap: null } as const
const ticket = (files: number, filesHere: number) => ({
  ticketId: '00000000-0000-4000-8000-000000000001' as never,
  number: null,
  subject: '',
  customerName: null,
  files,
  filesHere,
  missingBytes: (files - filesHere) * 10,
})

test('it is ready when everything here is as it is on the server', () => {
  expect(verdictOf(available(), live)).toMatchObject({ key: 'ready', tone: 'success' })
  expect(verdictOf(available({ tickets: [ticket(2, 2)] }), live).key).toBe('ready')
})

test('what is missing is named, the most serious first', () => {
  expect(verdictOf(available({ asOf: null, tickets: [ticket(2, 0)] }), live).key).toBe('filling')
  expect(verdictOf(available(), { connection: 'behind', bootstrap: { done: 1, total: 9 } }).key).toBe('filling')
  expect(verdictOf(available({ tickets: [ticket(3, 1), ticket(1, 0)] }), live)).toMatchObject({
    key: 'files',
    files: 3,
    bytes: 30,
  })
  expect(verdictOf(available(), { connection: 'offline', bootstrap: null }).key).toBe('behind')
})
