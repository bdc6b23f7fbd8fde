import { afterAll, beforeAll, expect, test } from 'vitest'
import { articleSchema } from '#shared/domain/article'
import { agentSchema } from '#shared/domain/agent'
import type { Noun } from '#shared/domain/document'
import { nouns } from '#shared/domain/register'
import { organisationSchema } from '#shared/domain/organisation'
import { serviceCodeSchema } from '#shared/domain/service-code'
import { calls, type CallInput, type QueryName } from '#shared/ipc/contract'
import { concerns, type Reads } from '#shared/ipc/reads'
import { ok } from '#shared/result'
import { answerCall } from '../calls'
import type { DeskCore } from '../desk-core'
import { applyFeedPage } from '../replica/apply-page'
import { removeServer } from '../replica/documents'
import { issue } from '../replica/issue'
import type { Replica } from '../replica/replica'
import { nounsRead } from '../testing/nouns-read'
import { recordQueries } from '../testing/plans-of'
import {
  id,
  makeCall,
  makeCustomer,
  makeOrder,
  makePerson,
  makeRemoteSession,
  makeTicket,
  openTestReplica,
  pageOf,
  put,
  temporaryFolder,
} from '../testing/replica-fixture'

// A supervisor may ask everything that others may.
const person = makePerson({ role: 'supervisor' })
const colleague = makePerson({ name: '周强' })
const makeOrganisation = (name: string) =>
  organisationSchema.parse({ id: id(), name, kind: 'authorised', region: '北京', phone: '', address: '' })
const organisation = makeOrganisation('华北服务')
const sent = makePerson({ role: 'consultant', organisationId: organisation.id, organisationKind: 'authorised' })
const customer = makeCustomer({ organisationId: organisation.id })
const twin = makeCustomer({ name: '北方电气', organisationId: organisation.id })
const code = serviceCodeSchema.parse({
  id: id(),
  customerId: customer.id,
  form: 'nc10',
  validFrom: 0,
  validUntil: 9e12,
})
const article = (title: string) =>
  articleSchema.parse({
    id: id(),
    sourceId: null,
    title,
    body: '凭证无法保存时重启中间件',
    product: 'NC',
    versions: '',
    problemDomain: 'financialAccounting',
    errorCodes: ['1001'],
    solvedCount: 1,
    publishedAt: 1,
  })
const articles = [article('凭证无法保存'), article('凭证无法审核')] as const
const verified = {
  status: 'verified' as const,
  serviceCodeId: code.id,
  customerId: customer.id,
  maskedCode: '05••••••21',
  validUntil: 9e12,
}
const earlier = makeCall(colleague, {
  identity: verified,
  phase: 'ended',
  endedAt: 5000,
  disposition: 'advised',
  dispositionNote: '已说明',
})
const live = makeCall(person, {
  identity: verified,
  earlierIds: [earlier.id],
  handedOnBy: colleague.id,
  candidates: [customer, twin].map((one) => ({ customerId: one.id, contactId: one.contacts[0]?.id ?? id() })),
})
const ringing = makeCall(person, { phase: 'ringing', answeredBy: null })
const runs = [{ from: 1000, to: null }]
const ticket = makeTicket({
  callId: live.id,
  customerId: customer.id,
  ownerId: person.id,
  runs,
  articles: [{ articleId: articles[0].id, isSolution: false }],
})
const others = [
  makeTicket({ callId: earlier.id, customerId: customer.id, ownerId: colleague.id, runs }),
  makeTicket({ customerId: twin.id, status: 'closed', updatedAt: Date.now() }),
]
const event = (version: number, name: string, data: Record<string, unknown>) => ({
  version,
  name,
  data,
  by: colleague.id,
  at: 4,
  deviceAt: null,
  commandId: null,
})
const byPerson = { offeredBy: person.id, consultantId: colleague.id, managerId: colleague.id, movedAt: 4 }
const order = makeOrder(ticket.id, organisation.id, byPerson)
const refusedAt = Date.now() - 1000
const refused = makeOrder(others[1]?.id ?? '', organisation.id, {
  ...byPerson,
  status: 'refused',
  endedAt: refusedAt,
  movedAt: refusedAt,
})
const appointment = {
  ...{ id: id(), orderId: order.id, from: Date.parse('2026-12-01T10:00:00+08:00'), mode: 'onSite', note: '' },
  ...{ to: Date.parse('2026-12-01T11:00:00+08:00'), overruled: '', bookedBy: null },
}
const timeline = [
  event(1, 'ticket.orderMoved', {
    orderId: order.id,
    organisationId: organisation.id,
    consultantId: colleague.id,
    status: 'accepted',
    hasSight: true,
    happened: 'assigned',
    personId: colleague.id,
    text: '',
  }),
  event(2, 'ticket.noted', { text: '已回电' }),
  event(3, 'ticket.customerAttached', { customerId: customer.id, before: twin.id, reason: '公司全称一致' }),
  event(4, 'ticket.assigned', { from: null, to: person.id, note: '' }),
]

/** Enough questions of each name that every branch of its handler reads. */
const inputs: { [N in QueryName]: CallInput<N>[] } = {
  'call.listLive': [null],
  'call.read': [live, ringing, earlier].map((call) => ({ callId: call.id })),
  'agent.read': [null],
  'ticket.list': (['mine', 'open', 'recent', 'all'] as const).flatMap((view) =>
    (['updated', 'urgency'] as const).flatMap((sort) =>
      ['', '北方'].map((text) => ({ view, sort, text, limit: 10, at: 9000 })),
    ),
  ),
  'ticket.read': [ticket, ...others].map((one) => ({ ticketId: one.id })),
  'ticket.title': [ticket, ...others].map((one) => ({ ticketId: one.id })),
  'ticket.listAssignees': [{ ticketId: ticket.id }],
  'remote.listMine': [null],
  'remote.listWatched': [{ endedSince: 0 }],
  'order.list': (['toDo', 'all'] as const).flatMap((view) =>
    ([null, 'contact', 'visit'] as const).map((task) => ({ view, task, limit: 10, at: refusedAt })),
  ),
  'matter.list': [{ since: 0 }],
  'matter.listMissed': [0, null].map((since) => ({ since, until: Date.now() })),
  'order.listOfTicket': [ticket, ...others].map((one) => ({ ticketId: one.id })),
  'order.read': [{ orderId: order.id }],
  'order.listCandidates': [{ ticketId: ticket.id }],
  'order.readBatch': [{ ticketIds: [ticket, ...others].map((one) => one.id) }],
  'schedule.calendar': [{ organisationId: organisation.id, from: '2026-11-30', days: 7 }],
  'customer.find': [{ text: '北方', limit: 10 }],
  'customer.read': [customer, twin].map((one) => ({ customerId: one.id })),
  'organisation.list': [null],
  'article.search': ['凭证', '凭证无法保存', '1001'].map((text) => ({ text, limit: 10 })),
  'article.suggest': [null, 'financialAccounting' as const].map((problemDomain) => ({
    text: '凭证无法保存',
    problemDomain,
    product: 'NC',
    limit: 10,
  })),
  'article.read': [{ articleId: articles[0].id }],
}

let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
beforeAll(() => {
  folder = temporaryFolder()
  replica = openTestReplica(folder.path, person)
  const agent = { state: 'ready', reason: null, next: { state: 'ready' }, callId: null, since: 1 }
  applyFeedPage(
    replica,
    pageOf(0, 1, [
      put('organisation', 1, organisation),
      put('organisation', 1, makeOrganisation('华东服务')),
      ...[person, colleague].flatMap((one) => [
        put('person', 1, one),
        put('agent', 1, agentSchema.parse({ ...agent, id: one.id })),
      ]),
      ...[customer, twin].map((one) => put('customer', 1, one)),
      put('serviceCode', 1, code),
      ...[earlier, live, ringing, makeCall(colleague)].map((one) => put('call', 1, one)),
      put('ticket', 4, ticket, timeline),
      ...others.map((one) => put('ticket', 1, one)),
      put('remoteSession', 1, makeRemoteSession(ticket.id, person.id)),
      put('person', 1, sent),
      put('workOrder', 2, order, [event(2, 'workOrder.accepted', {})]),
      put('schedule', 1, {
        id: sent.id,
        organisationId: organisation.id,
        appointments: [appointment],
        absences: [],
      } as never),
      put('workOrder', 2, refused, [{ ...event(2, 'workOrder.refused', { reason: '没有顾问' }), at: refused.movedAt }]),
      ...articles.map((one) => put('article', 1, one)),
    ]),
  )
  // An own command that waits: what is shown is more than what the server sent.
  expect(issue(replica, 'ticket.note', { ticketId: ticket.id, text: '本机' }).ok).toBe(true)
})
afterAll(() => {
  replica.db.close()
  folder.clear()
})

const names = Object.keys(inputs) as QueryName[]
const readsOf = (name: QueryName): Reads => calls[name].reads

const ask = async (from: Replica, name: QueryName, input: unknown): Promise<unknown> => {
  const fileState = () => ({ state: 'absent', movedBytes: 0 })
  const desk = { replica: () => ok(from), files: () => ok({ fileState }) } as unknown as DeskCore
  const answer = await answerCall(desk, name, input)
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.failure.code}`)
  return answer.value
}

test.each(names)(
  '%s looks for documents of the nouns that the contract says it reads, and of no other',
  async (name) => {
    const recorded = recordQueries(replica)
    for (const input of inputs[name]) await ask(recorded.replica, name, input)
    const read = new Set(recorded.asked.flatMap((query) => nounsRead(replica.db, query)))
    expect([...read].sort()).toEqual(Object.keys(readsOf(name)).sort())
  },
)

/** @returns what `look` sees without these documents */
const without = async (gone: readonly { noun: Noun; id: string }[], look: () => Promise<unknown>): Promise<unknown> => {
  replica.db.exec('savepoint look')
  try {
    for (const ref of gone) {
      replica.db.run('update document set overlay = null where noun = ? and id = ?', [ref.noun, ref.id])
      removeServer(replica.db, ref)
    }
    return await look()
  } finally {
    replica.db.exec('rollback to look; release look')
  }
}

test.each(names)('the answer to %s is the same without any document that does not concern it', async (name) => {
  const all = replica.db.all<{ noun: Noun; id: string }>('select noun, id from document')
  expect(new Set(all.map(({ noun }) => noun))).toEqual(new Set(nouns))
  for (const input of inputs[name]) {
    const answer = await ask(replica, name, input)
    for (const noun of nouns) {
      const gone = all.filter((ref) => ref.noun === noun && !concerns(readsOf(name), answer, ref))
      const then = await without(gone, () => ask(replica, name, input))
      expect(then, `${name} depends on more of ${noun} than it says`).toEqual(answer)
    }
  }
})
