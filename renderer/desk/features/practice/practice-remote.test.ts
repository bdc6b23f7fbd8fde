import { beforeEach, expect, it, vi } from 'vitest'
import type { TicketRow } from '#shared/ipc/replica-views'
import { fail, ok, type Result } from '#shared/result'

let answers: Record<string, Result<unknown>> = {}
const asked: [string, unknown][] = []
vi.stubGlobal('window', {
  hotline: {
    call: async (name: string, input: unknown) => {
      asked.push([name, input])
      return answers[name] ?? ok(null)
    },
    listen: () => () => undefined,
  },
})
const { practiceTicket, startRemotePractice } = await import('./practice-remote')
const { goTo, placeStore } = await import('../../navigation/place-store')

const row = (id: string, openedAt: number, status = 'inProgress'): TicketRow =>
  ({ id, number: `T-${id}`, status, openedAt }) as unknown as TicketRow
const requested = (): unknown[] => asked.filter(([name]) => name === 'remote.request').map(([, input]) => input)

beforeEach(() => {
  asked.length = 0
  answers = { 'ticket.list': ok([row('a', 1), row('b', 3), row('c', 2)]) }
  goTo({ kind: 'none' })
})

it('practises on the ticket on screen, else on the newest own one', () => {
  expect(practiceTicket(row('x', 0), [row('a', 1)])).toMatchObject({ id: 'x' })
  expect(practiceTicket(row('x', 0, 'closed'), [row('a', 1), row('b', 3)])).toMatchObject({ id: 'b' })
  expect(practiceTicket(null, [])).toBeNull()
})

it('goes to the ticket and asks for its code', async () => {
  await startRemotePractice()
  expect(placeStore.getState().place).toEqual({ kind: 'ticket', id: 'b' })
  expect(requested()).toEqual([{ ticketId: 'b' }])
})

it('stays at the ticket that is open', async () => {
  goTo({ kind: 'ticket', id: 'x' })
  answers['ticket.read'] = ok({ ticket: row('x', 0) })
  await startRemotePractice()
  expect(requested()).toEqual([{ ticketId: 'x' }])
})

it('asks for nothing where there is no ticket, or the list cannot be read', async () => {
  answers['ticket.list'] = ok([])
  await startRemotePractice()
  answers['ticket.list'] = fail('offline')
  await startRemotePractice()
  expect(requested()).toEqual([])
  expect(placeStore.getState().place).toEqual({ kind: 'none' })
})
