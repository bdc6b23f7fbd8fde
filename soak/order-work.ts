import { dayMs, hourMs } from '#shared/domain/time'
import { demoPersonId } from '../server/demo/accounts'
import { organisationId } from '../server/demo/organisations'
import type { Random } from '../testing/random'
import type { Ack, Item } from './messages'

export type Said = Omit<Item, 'n'>
/** Whoever works on orders; agents and supervisors dispatch them. */
export type OrderWorker = { personId: string; role: string }

const stages = ['offered', 'accepted', 'assigned', 'contacted', 'booked', 'underWay', 'over'] as const
type Stage = (typeof stages)[number]
/** As far as the harness knows: what the server refused later is noticed at the next act. */
type Order = {
  orderId: string
  ticketId: string
  stage: Stage
  appointmentId: string | null
  /** The consoles that have done something to it, and so have it. */
  known: Set<number>
}
type Act = { said: Said; next?: Stage; appointmentId?: string | null }
type Pending = Omit<Act, 'said'> & { order: Order; isNote: boolean }

/** Live at once, and finished in a run: what a customer is shared by has an end. */
const max = { live: 8, finished: 150 }
/** How often a console tries an order that may not have come to it yet, and how often it only writes a note. */
const looks = 0.3
const notes = 0.93

/** Draws what happens to orders: dispatched by agents, worked on by one organisation's manager and consultant. */
export const createOrderWork = (began: number) => {
  let live: Order[] = []
  let finished = 0
  const pending = new Map<string, Pending>()
  const away = new Map<number, string>()
  const [home, consultantId] = [organisationId('north'), demoPersonId('zheng')]
  // Eight in the morning there; what lies on top of something is overruled.
  const morning = Math.floor(began / dayMs) * dayMs

  const keyOf = (index: number, n: number): string => `${String(index)}.${String(n)}`
  const book = ({ orderId, appointmentId: replaces }: Order, random: Random): Act => {
    const from = morning + random.between(1, 200) * dayMs + random.below(8) * hourMs
    const appointmentId = random.uuid()
    const span = { from, to: from + hourMs, mode: random.pick(['remote', 'onSite']) }
    const args = {
      personId: consultantId,
      appointmentId,
      orderId,
      ...span,
      note: '',
      overruled: '只有这个时间',
      replaces,
    }
    return { said: { name: 'schedule.book', args }, next: 'booked', appointmentId }
  }
  const actOf = (order: Order, { role }: OrderWorker, random: Random, mark: string): Act | null => {
    const { orderId, stage, appointmentId } = order
    const isManager = role === 'manager'
    const act = (name: string, args: object, next: Stage): Act => ({
      said: { name: `workOrder.${name}`, args: { orderId, ...args } },
      next,
    })
    // The consultant does most of what both may.
    if (isManager && (stage === 'assigned' || stage === 'underWay') && !random.chance(0.2)) return null
    switch (stage) {
      case 'offered':
        if (!isManager) return null
        return random.chance(0.1)
          ? act('refuse', { reason: `没有人手 ${mark}` }, 'over')
          : act('accept', {}, 'accepted')
      case 'accepted':
        return isManager ? act('assign', { consultantId }, 'assigned') : null
      case 'assigned':
        return random.chance(0.5)
          ? act('tryContact', { note: `无人接听 ${mark}` }, 'assigned')
          : act('contact', { understanding: `模板被改 ${mark}`, mode: 'onSite' }, 'contacted')
      case 'contacted':
        return book(order, random)
      case 'booked': {
        const free = { personId: consultantId, appointmentId, reason: `客户改期 ${mark}` }
        if (isManager && random.chance(0.3) && appointmentId !== null)
          return { said: { name: 'schedule.free', args: free }, next: 'contacted', appointmentId: null }
        return isManager || random.chance(0.3) ? book(order, random) : act('start', { mode: 'onSite' }, 'underWay')
      }
      case 'underWay':
        if (finished >= max.finished) return null
        finished += 1
        return random.chance(0.8)
          ? act('finish', { result: `已修复 ${mark}` }, 'over')
          : act('handOn', { reason: `要改源代码 ${mark}` }, 'over')
      case 'over':
        return null
    }
  }
  const note = ({ ticketId }: Order, mark: string): Said => ({
    name: 'ticket.note',
    args: { ticketId, text: `现场核对 ${mark}` },
  })
  /** What is always there to do: somebody will be away, and then will not. */
  const beAway = (index: number, { personId }: OrderWorker, random: Random): Said => {
    const known = away.get(index)
    away.delete(index)
    if (known !== undefined) return { name: 'schedule.removeAbsence', args: { personId, absenceId: known } }
    const absenceId = random.uuid()
    away.set(index, absenceId)
    const from = morning + random.between(201, 300) * dayMs
    return {
      name: 'schedule.addAbsence',
      args: { personId, absenceId, kind: 'training', from, to: from + dayMs, note: '' },
    }
  }
  const give = (index: number, n: number, order: Order, { said, ...then }: Act, isNote = false): Said => {
    pending.set(keyOf(index, n), { ...then, order, isNote })
    return said
  }
  const moveTo = (order: Order, stage: Stage): void => {
    order.stage = stage
    if (stage === 'over') live = live.filter((each) => each !== order)
  }

  return {
    /** @returns null while enough orders are under way */
    offer: (index: number, n: number, ticketId: string, random: Random): Said | null => {
      if (live.length >= max.live) return null
      const orderId = random.uuid()
      const order: Order = { orderId, ticketId, stage: 'offered', appointmentId: null, known: new Set() }
      const words = {
        contactName: '王会计',
        contactPhone: '01055550111',
        address: '',
        note: '',
        bring: '',
        isConfirmed: true,
      }
      live.push(order)
      return give(index, n, order, {
        said: { name: 'workOrder.offer', args: { orderId, ticketId, organisationId: home, ...words } },
      })
    },
    withdraw: (index: number, n: number, random: Random, mark: string): Said | null => {
      if (live.length === 0) return null
      const order = random.pick(live)
      const args = { orderId: order.orderId, reason: `客户已解决 ${mark}` }
      return give(index, n, order, { said: { name: 'workOrder.withdraw', args }, next: 'over' })
    },
    /** What a manager or a consultant does next. */
    next: (index: number, n: number, worker: OrderWorker, random: Random, mark: string): Said => {
      if (live.length === 0 || random.chance(0.05)) return beAway(index, worker, random)
      const order = random.pick(live)
      const isKnown = order.known.has(index)
      if (!isKnown && !random.chance(looks)) return beAway(index, worker, random)
      const act = isKnown && random.chance(notes) ? null : actOf(order, worker, random, mark)
      if (act !== null) return give(index, n, order, act)
      return isKnown ? give(index, n, order, { said: note(order, mark) }, true) : beAway(index, worker, random)
    },
    answered: (index: number, { n, commandId, code }: Ack): void => {
      const found = pending.get(keyOf(index, n))
      if (found === undefined) return
      pending.delete(keyOf(index, n))
      const { order, next, appointmentId, isNote } = found
      if (commandId !== null) {
        order.known.add(index)
        if (appointmentId !== undefined) order.appointmentId = appointmentId
        if (next !== undefined) moveTo(order, next)
        return
      }
      const isOffer = next === undefined && !isNote
      if (isOffer) return moveTo(order, 'over')
      const isHere = code !== 'notFound' && code !== 'outOfScope'
      if (isHere && !isNote) moveTo(order, stages[stages.indexOf(order.stage) + 1] ?? 'over')
      else if (order.known.has(index)) moveTo(order, 'over')
    },
    /** The console was killed: what it had not answered may not exist. */
    cutOff: (index: number): void => {
      for (const key of pending.keys()) if (key.startsWith(`${String(index)}.`)) pending.delete(key)
    },
  }
}
