import { article, fixedId, hashes, local } from './world'
import { readShown } from '../../replica/documents'
import type { Console } from './console'
import { planOf } from './planning'
import type { Step } from './steps'

export type Said = { name: string; args: Record<string, unknown> }

const pick = (
  db: Console['replica']['db'],
  sql: string,
  at: number,
  params: readonly string[] = [],
): string | undefined => {
  const rows = db.all<{ id: string }>(sql, params)
  return rows[at % Math.max(1, rows.length)]?.id
}

/** What somebody of an organisation, or the one who dispatched it, does to an order. */
export const moveOrder = (orderId: string, choice: number): Said => {
  const acts: [string, Record<string, unknown>][] = [
    ['accept', {}],
    ['refuse', { reason: 'r' }],
    ['assign', { consultantId: fixedId(choice % 2 === 0 ? 17 : 22) }],
    ['tryContact', { note: '' }],
    ['contact', { understanding: 'u', mode: 'onSite' }],
    ['start', { mode: 'onSite' }],
    ['finish', { result: 'f' }],
    ['handOn', { reason: 'h' }],
    ['withdraw', { reason: 'w' }],
  ]
  const [act, args] = acts[choice % acts.length] ?? ['accept', {}]
  return { name: `workOrder.${act}`, args: { orderId, ...args } }
}

/** A command of the person at this console, about something on their screen if there is anything. */
export const commandOf = (step: Step, { replica: { db, person } }: Console, serial: number): Said | null => {
  const { kind, entity, choice } = step
  const ticketId = pick(db, 'select id from ticket_row order by id', entity) ?? fixedId(4095)
  const own = pick(db, 'select id from call_row where answered_by = ? order by id', entity, [person.id])
  const callId =
    choice < 8 && own !== undefined ? own : (pick(db, 'select id from call_row order by id', entity) ?? fixedId(4094))
  const open = (isReferral: boolean): Said => ({
    name: 'ticket.open',
    args: {
      ticketId: fixedId(0x10000 + serial),
      callId,
      kind: isReferral ? 'referral' : choice < 3 ? 'technical' : 'business',
      subject: `s${String(serial)}`,
      description: '',
      priority: 'C',
      problemDomain: null,
      product: 'NC',
      productVersion: '',
      callerName: 'n',
      callerPhone: '',
      referral: isReferral
        ? {
            name: 'n',
            company: 'c',
            phone: '1',
            product: 'p',
            version: 'v',
            organisationId: local[choice % 2 === 0 ? 0 : 1].id,
          }
        : null,
    },
  })
  const basis = (): Record<string, unknown> => {
    if (choice < 3) return { kind: 'call', callId }
    return choice < 6 ? { kind: 'ticket', ticketId } : { kind: 'reason', reason: '客户来访' }
  }
  switch (kind) {
    case 'open':
      return open(false)
    case 'refer':
      return open(true)
    case 'edit': {
      const changes = choice < 6 ? { subject: `e${String(choice)}` } : { priority: choice < 8 ? 'A' : 'B' }
      const seen = readShown(db, 'ticket', ticketId)
      return {
        name: 'ticket.edit',
        args: {
          ticketId,
          changes,
          ...(choice % 2 === 0 && seen !== null ? { before: { subject: seen.subject, priority: seen.priority } } : {}),
        },
      }
    }
    case 'attach':
      return {
        name: 'ticket.attach',
        args: {
          ticketId,
          file: { hash: hashes[choice % 3], name: `f${String(choice)}`, mediaType: 'image/png', size: 1 + choice },
        },
      }
    case 'logTime':
      return { name: 'ticket.logTime', args: { ticketId, minutes: 1 + choice, work: 'onSite', note: '' } }
    case 'wait':
      return { name: 'ticket.wait', args: { ticketId, waitingFor: `w${String(choice)}` } }
    case 'resume':
      return { name: 'ticket.resume', args: { ticketId } }
    case 'note':
      return { name: 'ticket.note', args: { ticketId, text: `note ${String(serial)}` } }
    case 'take':
      return { name: 'ticket.take', args: { ticketId } }
    case 'link':
      return { name: 'ticket.linkArticle', args: { ticketId, articleId: article.id, isSolution: choice % 2 === 1 } }
    case 'solve':
      return { name: 'ticket.solve', args: { ticketId, solution: choice < 8 ? 'done' : '' } }
    case 'close':
      return { name: 'ticket.close', args: { ticketId } }
    case 'reopen':
      return { name: 'ticket.reopen', args: { ticketId, reason: 'r' } }
    case 'offer':
      return {
        name: 'workOrder.offer',
        args: {
          orderId: fixedId(0x30000 + serial),
          ticketId,
          organisationId: local[choice % 2 === 0 ? 0 : 1].id,
          ...{ contactName: 'n', contactPhone: '1', address: '', note: '', bring: '', isConfirmed: true },
        },
      }
    case 'moveOrder':
      return moveOrder(pick(db, 'select id from order_row order by id', entity) ?? fixedId(4093), choice)
    case 'book':
    case 'free':
    case 'beAway':
    case 'beBack': {
      const orderId = pick(db, 'select id from order_row order by id', entity)
      return planOf({ person, read: (noun, id) => readShown(db, noun, id), orderId }, step, serial)
    }
    case 'state':
      return {
        name: 'agent.setState',
        args: { personId: person.id, rest: choice < 5 ? { state: 'ready' } : { state: 'notReady', reason: 'meal' } },
      }
    case 'answer':
      return {
        name: 'call.answer',
        args: { callId: pick(db, `select id from call_row where phase = 'ringing' order by id`, entity) ?? callId },
      }
    case 'hangUp':
      return { name: 'call.hangUp', args: { callId } }
    case 'chooseCustomer':
      return { name: 'call.chooseCustomer', args: { callId, customerId: fixedId(32) } }
    case 'dispose':
      return { name: 'call.dispose', args: { callId, disposition: choice < 5 ? 'solved' : 'advised', note: '' } }
    case 'access':
      return {
        name: 'customer.access',
        args: {
          customerId: fixedId(32 + (entity % 2)),
          contactId: choice % 2 === 0 ? null : fixedId(48 + (entity % 2)),
          basis: basis(),
        },
      }
    default:
      return null
  }
}
