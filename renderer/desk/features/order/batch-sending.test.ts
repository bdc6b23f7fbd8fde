import { expect, it } from 'vitest'
import { commandIdSchema, organisationIdSchema, ticketIdSchema, workOrderIdSchema, type CommandId } from '#shared/ids'
import { fail, ok, type Failure } from '#shared/result'
import { sendBatch, type BatchLine } from './batch-sending'

const uuid = () => crypto.randomUUID()
const offersOf = (count: number) =>
  Array.from({ length: count }, () => ({
    orderId: workOrderIdSchema.parse(uuid()),
    ticketId: ticketIdSchema.parse(uuid()),
    organisationId: organisationIdSchema.parse(uuid()),
    contactName: '王会计',
    contactPhone: '02155550111',
    address: '',
    note: '',
    bring: '',
    isConfirmed: true,
  }))
const live: Failure = { code: 'orderAlreadyLive', params: {} }

/** A desk whose own rules refuse some tickets, and whose server refuses others. */
const lineOf = (byRules: readonly string[], byServer: readonly string[], isAnswering = true) => {
  const [tried, refused]: [string[], Map<CommandId, Failure>] = [[], new Map()]
  const waits: number[] = []
  const line: BatchLine = {
    offer: ({ ticketId }) => {
      tried.push(ticketId)
      if (byRules.includes(ticketId)) return Promise.resolve(fail('ticketNotOpen'))
      const commandId = commandIdSchema.parse(uuid())
      if (byServer.includes(ticketId)) refused.set(commandId, live)
      return Promise.resolve(ok({ commandId }))
    },
    waitForAnswers: (most) => {
      waits.push(most)
      return Promise.resolve(isAnswering)
    },
    listRefused: () => Promise.resolve(waits.at(-1) === 0 ? refused : new Map()),
  }
  return { line, tried, waits }
}

it('sends each on its own, and says which were refused here and which by the server', async () => {
  const offers = offersOf(4)
  const [first, second, third, last] = offers.map(({ ticketId }) => ticketId)
  const { line, waits } = lineOf([second ?? ''], [third ?? ''])
  const seen: number[] = []
  const { sent, refused } = await sendBatch(
    offers,
    line,
    () => false,
    (tried) => seen.push(tried),
  )
  expect(sent).toEqual([first, last])
  expect([...refused]).toEqual([
    [second, { failure: { code: 'ticketNotOpen', params: {} }, commandId: null }],
    [third, { failure: live, commandId: expect.any(String) as string }],
  ])
  expect(seen).toEqual([1, 2, 3, 4])
  expect(waits).toEqual([10, 10, 10, 10, 0])
})

it('stops between two: what follows is neither sent nor refused, and what went is still asked about', async () => {
  const offers = offersOf(5)
  const { line, tried } = lineOf([], [offers[0]?.ticketId ?? ''])
  const { sent, refused } = await sendBatch(
    offers,
    line,
    () => tried.length === 2,
    () => undefined,
  )
  expect(tried).toHaveLength(2)
  expect(sent).toEqual([offers[1]?.ticketId])
  expect([...refused.keys()]).toEqual([offers[0]?.ticketId])
})

it('waits once for a server that does not answer, and leaves the rest to the outbox', async () => {
  const offers = offersOf(3)
  const { line, waits } = lineOf([], [], false)
  const { sent } = await sendBatch(
    offers,
    line,
    () => false,
    () => undefined,
  )
  expect(sent).toHaveLength(3)
  expect(waits).toEqual([10])
})
