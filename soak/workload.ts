import type { Ack, Item } from './messages'
import { createRandom, type Random } from '../testing/random'
import { createOrderWork, type OrderWorker, type Said } from './order-work'

/** A time-line stays about this long, whatever the length of the run. */
const commandsPerTicket = 200
/** Commands in a row on one ticket, as a person works. */
const turn = { from: 5, to: 25 }
/** How often a console works on a ticket that another one has opened. */
const elsewhere = 0.25
/** Only the newest tickets are chosen, so that the work is spread. */
const newest = 40
/** Tickets are dispatched this many commands after one was opened; this share of an agent's commands takes one back. */
const offersAfter = [4, 60, 120]
const withdraws = 0.002
/** How many of the tickets follow an older one. */
const follows = 0.25

export type Worker = OrderWorker & {
  callId: string
  /** Whether this person may open tickets, which needs an own call. */ mayOpen: boolean
}

/**
 * The work of the consoles, drawn by seed: each text has its console and number, so that it is unique.
 */
export type Workload = {
  next: (consoleIndex: number, count: number) => Item[]
  /** Others may use an opened ticket once its console has answered. */
  answered: (consoleIndex: number, ack: Ack) => void
  /** The console was killed: commands without an answer may not exist. */
  cutOff: (consoleIndex: number) => void
}

/** The mark in each text (console, number), by which it is found at the end. */
export const markOf = (consoleIndex: number, n: number): string => `c${String(consoleIndex)}.${String(n)}`
export const markPattern = /\bc(\d+)\.(\d+)\b/

type DeskWork = {
  random: Random
  n: number
  left: number
  ticketId: string | null
  sinceOpened: number
  own: string[]
  opening: Map<number, string>
}

/**
 * Each console draws for itself, so that its work depends little on the speed of others.
 * @param workers one for each console
 */
export const createWorkload = (seed: number, workers: readonly Worker[], articleIds: readonly string[]): Workload => {
  const desks: DeskWork[] = workers.map((_, index) => ({
    random: createRandom(seed * 1009 + index),
    n: 0,
    left: 0,
    ticketId: null,
    sinceOpened: Number.POSITIVE_INFINITY,
    own: [],
    opening: new Map(),
  }))
  const shared: string[] = []
  const orders = createOrderWork(Date.now())
  const agents = workers.filter(({ role }) => role === 'agent').map(({ personId }) => personId)

  const open = (desk: DeskWork, worker: Worker, mark: string, n: number): Item => {
    const { random } = desk
    const ticketId = random.uuid()
    desk.opening.set(n, ticketId)
    Object.assign(desk, { sinceOpened: 0, ticketId, left: random.between(turn.from, turn.to) })
    const older = desk.own.at(-1)
    if (older !== undefined && random.chance(follows))
      return {
        n,
        name: 'ticket.openAfter',
        args: {
          ...{ ticketId, afterTicketId: older, reason: 'followUp', text: '', kind: 'complaint' },
          ...{ subject: `回访 ${mark}`, description: '', priority: 'C', problemDomain: null, referral: null },
        },
      }
    return {
      n,
      name: 'ticket.open',
      args: {
        ticketId,
        callId: worker.callId,
        kind: 'complaint',
        subject: `耐久 ${mark}`,
        description: '',
        priority: 'C',
        problemDomain: null,
        product: 'NC',
        productVersion: '6.5',
        callerName: '',
        callerPhone: '',
        referral: null,
      },
    }
  }
  const choose = (desk: DeskWork): string => {
    const { random } = desk
    const others = shared.slice(-newest)
    const own = desk.own.slice(-4)
    if (own.length === 0 && others.length === 0 && desk.ticketId !== null) return desk.ticketId
    return own.length === 0 || (random.chance(elsewhere) && others.length > 0) ? random.pick(others) : random.pick(own)
  }
  const work = (random: Random, ticketId: string, worker: Worker, mark: string): Said => {
    const roll = random.next()
    if (roll < 0.66) return { name: 'ticket.note', args: { ticketId, text: `已联系客户，等待回复 ${mark}` } }
    if (roll < 0.84)
      return {
        name: 'ticket.edit',
        args: { ticketId, changes: { subject: `期末结转报错 ${mark}`, priority: random.pick(['A', 'B', 'C']) } },
      }
    if (roll < 0.89)
      return {
        name: 'ticket.linkArticle',
        args: { ticketId, articleId: random.pick(articleIds), isSolution: random.chance(0.05) },
      }
    if (roll < 0.935) return { name: 'ticket.take', args: { ticketId } }
    if (roll < 0.945) {
      const person = random.chance(0.5) ? random.pick([worker.personId, ...agents]) : null
      const to = person === null ? { kind: 'queue', queue: 'complaint' } : { kind: 'person', personId: person }
      return { name: 'ticket.assign', args: { ticketId, to, note: `请接着办 ${mark}` } }
    }
    if (roll < 0.95) {
      const kind = random.pick(['complaint', 'business'])
      return { name: 'ticket.changeKind', args: { ticketId, kind, reason: `客户另有所指 ${mark}`, referral: null } }
    }
    if (roll < 0.955)
      return random.chance(0.5)
        ? { name: 'ticket.wait', args: { ticketId, waitingFor: `客户提供日志 ${mark}` } }
        : { name: 'ticket.resume', args: { ticketId } }
    if (roll < 0.965)
      return {
        name: 'agent.setState',
        args: {
          personId: worker.personId,
          rest: random.chance(0.5) ? { state: 'ready' } : { state: 'notReady', reason: 'casework' },
        },
      }
    if (roll < 0.972) return { name: 'ticket.solve', args: { ticketId, solution: `重新结转 ${mark}` } }
    if (roll < 0.975) return { name: 'ticket.close', args: { ticketId } }
    return { name: 'ticket.reopen', args: { ticketId, reason: `客户再次来电 ${mark}` } }
  }
  const one = (consoleIndex: number): Item => {
    const [desk, worker] = [desks[consoleIndex], workers[consoleIndex]]
    if (desk === undefined || worker === undefined) throw new Error(`there is no console ${String(consoleIndex)}`)
    desk.n += 1
    desk.sinceOpened += 1
    const mark = markOf(consoleIndex, desk.n)
    const isDue =
      desk.sinceOpened >= commandsPerTicket || (desk.ticketId === null && desk.own.length === 0 && shared.length === 0)
    if (!worker.mayOpen) return { n: desk.n, ...orders.next(consoleIndex, desk.n, worker, desk.random, mark) }
    if (isDue) return open(desk, worker, mark, desk.n)
    if (desk.left === 0 || desk.ticketId === null) {
      desk.ticketId = choose(desk)
      desk.left = desk.random.between(turn.from, turn.to)
    }
    desk.left -= 1
    const ofOrder = offersAfter.includes(desk.sinceOpened)
      ? orders.offer(consoleIndex, desk.n, desk.ticketId, desk.random)
      : desk.random.chance(withdraws)
        ? orders.withdraw(consoleIndex, desk.n, desk.random, mark)
        : null
    if (ofOrder !== null) return { n: desk.n, ...ofOrder }
    return { n: desk.n, ...work(desk.random, desk.ticketId, worker, mark) }
  }
  return {
    next: (consoleIndex, count) => Array.from({ length: count }, () => one(consoleIndex)),
    answered: (consoleIndex, ack) => {
      orders.answered(consoleIndex, ack)
      const { n, commandId } = ack
      const desk = desks[consoleIndex]
      const ticketId = desk?.opening.get(n)
      if (desk === undefined || ticketId === undefined || commandId === null) return
      desk.opening.delete(n)
      desk.own.push(ticketId)
      shared.push(ticketId)
    },
    cutOff: (consoleIndex) => {
      const desk = desks[consoleIndex]
      orders.cutOff(consoleIndex)
      if (desk === undefined) return
      desk.opening.clear()
      Object.assign(
        desk,
        { ticketId: null, left: 0 },
        desk.own.length === 0 ? { sinceOpened: Number.POSITIVE_INFINITY } : {},
      )
    },
  }
}
