import { expect, test } from 'vitest'
import { dealFaults, faultKinds } from './faults'
import { createRandom } from '../testing/random'
import type { Item } from './messages'
import { createWorkload, markPattern } from './workload'

const deal = (seed: number, count: number) => dealFaults(createRandom(seed), count)

test('faults: as many as asked, every kind among them, the same for the same seed', () => {
  for (const count of [0, 1, 8, 20, 100, 5000]) expect(deal(7, count)).toHaveLength(count)
  for (const count of [faultKinds.length, 20, 5000]) expect(new Set(deal(3, count)).size).toBe(faultKinds.length)
  expect(deal(5, 200)).toEqual(deal(5, 200))
  expect(deal(5, 200)).not.toEqual(deal(6, 200))
})

const work = (seed: number): Item[] => {
  const worker = (n: number) => ({
    personId: `person-${String(n)}`,
    role: 'agent',
    callId: `call-${String(n)}`,
    mayOpen: true,
  })
  const workload = createWorkload(seed, [worker(0), worker(1)], ['article'])
  return Array.from({ length: 200 }, (_, round) => round % 2).flatMap((index) => {
    const items = workload.next(index, 10)
    for (const { n } of items) workload.answered(index, { n, commandId: `${String(index)}-${String(n)}`, code: null })
    return items
  })
}

test('work: every note is unique, and the same seed gives the same work', () => {
  const notes = work(1)
    .filter((item) => item.name === 'ticket.note')
    .map((item) => markPattern.exec(String(item.args['text']))?.[0])
  expect(notes.length).toBeGreaterThan(1000)
  expect(new Set(notes).size).toBe(notes.length)
  expect(work(2)).toEqual(work(2))
})

test('work: orders come from agents and go through all their states by a manager and a consultant', () => {
  const roles = ['agent', 'manager', 'consultant']
  const workers = roles.map((role) => ({ personId: role, role, callId: role, mayOpen: role === 'agent' }))
  const workload = createWorkload(1, workers, ['article'])
  const names = new Map(roles.map((role) => [role, new Set<string>()]))
  for (let round = 0; round < 3000; round += 1)
    for (const { n, name } of workload.next(round % 3, 5)) {
      names.get(roles[round % 3] ?? '')?.add(name)
      workload.answered(round % 3, { n, commandId: `${String(round)}-${String(n)}`, code: null })
    }
  const of = (role: string): string[] =>
    [...(names.get(role) ?? [])].filter((name) => !name.startsWith('ticket.')).sort()
  expect(of('agent')).toEqual(['agent.setState', 'workOrder.offer', 'workOrder.withdraw'])
  const acts = ['assign', 'accept', 'contact', 'finish', 'handOn', 'refuse', 'start', 'tryContact']
  const planned = ['addAbsence', 'book', 'free', 'removeAbsence'].map((act) => `schedule.${act}`)
  expect(new Set([...of('manager'), ...of('consultant')])).toEqual(
    new Set([...acts.map((act) => `workOrder.${act}`), ...planned]),
  )
  expect(of('consultant')).not.toContain('workOrder.accept')
})

test('work: time-lines stay short, and a ticket without an answer is left alone', () => {
  const perTicket = new Map<string, number>()
  for (const { args } of work(4))
    perTicket.set(String(args['ticketId']), (perTicket.get(String(args['ticketId'])) ?? 0) + 1)
  expect(Math.max(...perTicket.values())).toBeLessThan(500)
  const workload = createWorkload(1, [{ personId: 'p', role: 'agent', callId: 'c', mayOpen: true }], ['a'])
  const [first] = workload.next(0, 5)
  workload.cutOff(0)
  const [again] = workload.next(0, 5)
  expect([first?.name, again?.name]).toEqual(['ticket.open', 'ticket.open'])
  expect(again?.args['ticketId']).not.toBe(first?.args['ticketId'])
})
