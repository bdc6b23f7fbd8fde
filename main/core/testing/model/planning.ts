import type { Documents, Noun } from '#shared/domain/document'
import type { Person } from '#shared/domain/person'
import { dayMs, hourMs } from '#shared/domain/time'
import type { Said } from './commands'
import type { Step } from './steps'
import { beginning } from './server'
import { fixedId, local } from './world'

type Read = <N extends Noun>(noun: N, id: string) => Documents[N] | null
/** Who plans, and what they see: a console's own replica, or the server's documents. */
export type Planner = { person: Person; read: Read; orderId: string | undefined }

/** The consultants of both organisations. */
const consultants = [fixedId<Person['id']>(17), fixedId<Person['id']>(22)] as const
const consultantOf = ({ organisationId }: Documents['workOrder']): Person['id'] =>
  consultants[organisationId === local[0].id ? 0 : 1]

/**
 * The second of January 1970 is a Friday: from nine to thirteen hours in Shanghai, so that many lie on each other. Some
 * begin while the history is played.
 */
const spanOf = ({ entity, choice }: Step): { from: number; to: number } => {
  const from = entity === 5 ? beginning + 6 * choice : dayMs + hourMs * (1 + (choice % 5))
  return { from, to: from + hourMs * (choice < 5 ? 1 : 2) }
}

/** Books or moves: with what this planner sees of the order, or as who looked at nothing. */
const bookOf = ({ person, read }: Planner, order: Documents['workOrder'], step: Step, serial: number): Said => {
  const { entity, choice } = step
  const chosen = order.consultantId ?? consultantOf(order)
  const personId = person.role === 'consultant' || choice % 4 === 3 ? person.id : chosen
  const waiting = read('schedule', personId)?.appointments.find(({ orderId }) => orderId === order.id)
  const seen = order.appointment?.id ?? waiting?.id ?? null
  return {
    name: 'schedule.book',
    args: {
      ...{ personId, appointmentId: fixedId(0x40000 + serial), orderId: order.id, ...spanOf(step) },
      ...{ mode: choice % 2 === 0 ? 'onSite' : 'remote', note: '' },
      overruled: entity % 2 === 0 ? '' : '客户只有这个时间',
      replaces: choice % 3 === 2 ? null : seen,
    },
  }
}

/** What a planner does in a calendar: their own, or that of who is to go. @returns null where there is nothing yet */
export const planOf = (planner: Planner, step: Step, serial: number): Said | null => {
  const { person, read, orderId } = planner
  const { kind, entity, choice } = step
  const order = orderId === undefined ? null : read('workOrder', orderId)
  if (kind === 'book') return order === null ? null : bookOf(planner, order, step, serial)
  const whose = person.role === 'consultant' || order === null ? person.id : (order.consultantId ?? consultantOf(order))
  const schedule = read('schedule', whose)
  const entryOf = <E extends { id: string }>(entries: readonly E[] | undefined): string =>
    entries?.[choice % Math.max(1, entries.length)]?.id ?? fixedId(4092)
  switch (kind) {
    case 'free':
      return {
        name: 'schedule.free',
        args: { personId: whose, appointmentId: entryOf(schedule?.appointments), reason: 'f' },
      }
    case 'beAway':
      return {
        name: 'schedule.addAbsence',
        args: {
          ...{ personId: whose, absenceId: fixedId(0x50000 + serial), kind: 'leave', note: '' },
          ...spanOf({ ...step, entity: entity % 5 }),
        },
      }
    case 'beBack':
      return {
        name: 'schedule.removeAbsence',
        args: { personId: whose, absenceId: entryOf(schedule?.absences) },
      }
    default:
      return null
  }
}

/** Manager and order meet in four kinds of acts in a calendar. */
export const planKinds = ['book', 'book', 'book', 'free', 'beAway', 'beBack'] as const
