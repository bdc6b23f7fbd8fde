import { calls, type CallName, type CallOutput, type Calls } from '#shared/ipc/contract'
import type { z } from 'zod'
import { fail, ok, type Result } from '#shared/result'
import { whereWrong } from '#shared/where-wrong'
import type { DeskCore } from './desk-core'
import type { Files } from './files/files'
import { listShown, readShown } from './replica/documents'
import type { LiveRemote } from './remote/live-remote'
import { issue, resolveAttention } from './replica/issue'
import { readMeta, removeMeta } from './replica/meta'
import { dismissAttention } from './replica/outbox'
import { correctedTime, type Replica } from './replica/replica'
import { searchArticles, suggestArticles } from './replica/search'
import { listAssignees } from './views/assignees'
import { listLiveCalls, readCall } from './views/call'
import { findCustomers, readCustomer } from './views/customer'
import { listMatters, listMissed } from './views/matters'
import { listOrdersOfTicket, readOrder } from './views/order'
import { listOrders } from './views/order-list'
import { readCalendar } from './views/schedule'
import { readOrderBatch } from './views/order-batch'
import { listOrderCandidates } from './views/order-candidates'
import { listMyRemoteSessions, listWatchedRemoteSessions } from './views/remote'
import { readAttention, readOutbox } from './views/outbox'
import { findTicket, listTickets, readTicket, readTicketTitle } from './views/ticket'

/** The calls of the contract that the core answers; leaving one out of the table is a type error. */
export type CoreCallName = { [N in CallName]: Calls[N]['home'] extends 'core' ? N : never }[CallName]
type Input<N extends CallName> = z.output<Calls[N]['input']>
type Handler<N extends CoreCallName> = (
  desk: DeskCore,
  input: Input<N>,
) => Result<CallOutput<N>> | Promise<Result<CallOutput<N>>>

/** A handler that only reads what is shown to the signed-in person. */
const reading =
  <I, O>(read: (replica: Replica, input: I) => Result<O>) =>
  (desk: DeskCore, input: I): Result<O> => {
    const replica = desk.replica()
    return replica.ok ? read(replica.value, input) : replica
  }

/** Issues a person's command and starts sending it. */
const issueFrom = (
  desk: DeskCore,
  name: string,
  args: Record<string, unknown>,
): Result<CallOutput<'command.issue'>> => {
  const replica = desk.replica()
  if (!replica.ok) return replica
  const issued = issue(replica.value, name, args)
  if (!issued.ok) return issued
  desk.issued(issued.value.commandId, issued.value.changed)
  return ok({ commandId: issued.value.commandId })
}

/** A handler around the signed-in person's files. */
const withFiles =
  <I, O>(work: (files: Files, input: I, desk: DeskCore) => Result<O> | Promise<Result<O>>) =>
  (desk: DeskCore, input: I): Result<O> | Promise<Result<O>> => {
    const files = desk.files()
    return files.ok ? work(files.value, input, desk) : files
  }

/** A handler around the signed-in person's part in remote sessions. */
const withRemote =
  <I, O>(work: (remote: LiveRemote, input: I) => Result<O> | Promise<Result<O>>) =>
  (desk: DeskCore, input: I): Result<O> | Promise<Result<O>> => {
    const remote = desk.remote()
    return remote.ok ? work(remote.value, input) : remote
  }

const handlers: { [N in CoreCallName]: Handler<N> } = {
  'session.read': (desk) => ok(desk.session()),
  'session.signIn': (desk, input) => desk.signIn(input),
  'session.signOut': async (desk) => ok(await desk.signOut()),

  'sync.read': (desk) => ok(desk.status()),
  'sync.listAttention': reading((replica) => ok(readAttention(replica))),
  'sync.dismissAttention': (desk, { commandId }) => {
    const replica = desk.replica()
    if (!replica.ok) return replica
    dismissAttention(replica.value.db, commandId, correctedTime(replica.value, replica.value.deviceNow()))
    desk.statusChanged()
    return ok(null)
  },
  'sync.resolveAttention': (desk, { commandId, name, args }) => {
    const replica = desk.replica()
    if (!replica.ok) return replica
    const issued = resolveAttention(replica.value, commandId, name, args)
    if (!issued.ok) return issued
    desk.issued(issued.value.commandId, issued.value.changed)
    return ok({ commandId: issued.value.commandId })
  },
  'sync.listOutbox': reading((replica) => ok(readOutbox(replica))),
  'sync.reconnect': (desk) => {
    desk.reconnect()
    return ok(null)
  },

  'command.issue': (desk, { name, args }) => issueFrom(desk, name, args),

  'call.listLive': reading((replica) => ok(listLiveCalls(replica))),
  'call.read': reading((replica, { callId }) => readCall(replica, callId)),
  'agent.read': reading((replica) => ok({ agent: readShown(replica.db, 'agent', replica.person.id) })),

  'ticket.list': reading((replica, filter) => ok(listTickets(replica, filter))),
  'ticket.read': (desk, { ticketId }) => {
    const [replica, files] = [desk.replica(), desk.files()]
    if (!replica.ok) return replica
    return files.ok ? readTicket(replica.value, ticketId, files.value.fileState) : files
  },
  'ticket.title': reading((replica, input) => ok(readTicketTitle(replica, input))),
  'ticket.listAssignees': reading(listAssignees),
  'ticket.find': reading((replica, { number }) => ok(findTicket(replica, number))),
  'presence.open': (desk, { ticketId }) => {
    desk.openTicket(ticketId)
    return ok(null)
  },

  'attachment.add': withFiles((files, added, desk) =>
    files.add(added, (args) => issueFrom(desk, 'ticket.attach', args)),
  ),
  'attachment.read': withFiles((files, { ticketId, hash }) => files.read(ticketId, hash)),

  'remote.request': withRemote((remote, { ticketId }) => remote.request(ticketId)),
  'remote.join': withRemote((remote, { sessionId }) => remote.join(sessionId)),
  'remote.read': withRemote((remote) => ok(remote.read())),
  'remote.send': withRemote((remote, { message }) => remote.send(message)),
  'remote.act': withRemote((remote, { act }) => remote.act(act)),
  'remote.leave': withRemote((remote) => {
    remote.leave()
    return ok(null)
  }),
  'remote.listMine': reading((replica) => ok(listMyRemoteSessions(replica))),
  'remote.listWatched': reading(listWatchedRemoteSessions),

  'order.list': reading((replica, filter) => ok(listOrders(replica, filter))),
  'order.listOfTicket': reading((replica, { ticketId }) => ok(listOrdersOfTicket(replica, ticketId))),
  'order.read': reading((replica, { orderId }) => ok(readOrder(replica, orderId))),
  'order.readBatch': reading((replica, { ticketIds }) => ok(readOrderBatch(replica, ticketIds))),
  'order.listCandidates': reading((replica, { ticketId }) => listOrderCandidates(replica, ticketId)),

  'schedule.calendar': reading(readCalendar),
  'matter.list': reading((replica, { since }) => ok(listMatters(replica, since))),
  'matter.listMissed': reading((replica, input) => ok(listMissed(replica, input))),
  'matter.readAway': reading((replica) => ok(readMeta(replica.db, 'away'))),
  'matter.dismissMissed': reading((replica) => {
    removeMeta(replica.db, 'away')
    return ok(null)
  }),

  'prefetch.read': withFiles((files) => ok(files.availableOffline())),
  'prefetch.start': withFiles((files) => {
    files.prefetch.fetch()
    return ok(files.availableOffline())
  }),
  'prefetch.cancel': withFiles((files) => {
    files.prefetch.cancel()
    return ok(files.availableOffline())
  }),

  'customer.find': reading((replica, { text, limit }) => ok(findCustomers(replica, text, limit))),
  'customer.read': reading((replica, { customerId }) => readCustomer(replica, customerId)),
  'organisation.list': reading((replica) => ok(listShown(replica.db, 'organisation'))),

  'article.search': reading((replica, { text, limit }) => ok(searchArticles(replica.db, text, limit))),
  'article.suggest': reading((replica, input) => ok(suggestArticles(replica.db, input))),
  'article.read': reading((replica, { articleId }) => {
    const article = readShown(replica.db, 'article', articleId)
    return article === null ? fail('notFound') : ok({ article })
  }),
}

const isCoreCall = (name: string): name is CoreCallName => Object.hasOwn(handlers, name)

/** Checks the input and runs the handler of that name. @throws DatabaseError where the local file fails */
export const answerCall = async (desk: DeskCore, name: string, input: unknown): Promise<Result<unknown>> => {
  if (!isCoreCall(name)) return fail('badInput', { detail: 'name' })
  const parsed = calls[name].input.safeParse(input)
  if (!parsed.success) return fail('badInput', { detail: whereWrong(parsed.error) })
  // The table ties each name to its own input; TypeScript cannot follow the tie through a union of names.
  const handle = handlers[name] as (desk: DeskCore, input: unknown) => Result<unknown> | Promise<Result<unknown>>
  return handle(desk, parsed.data)
}
