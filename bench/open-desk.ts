import { articleSchema } from '#shared/domain/article'
import type { Noun } from '#shared/domain/document'
import { nouns } from '#shared/domain/register'
import type { Person } from '#shared/domain/person'
import { minuteMs } from '#shared/domain/time'
import { ticketIdSchema } from '#shared/ids'
import { calls, type CallInput, type QueryName } from '#shared/ipc/contract'
import { concerns, type Reads } from '#shared/ipc/reads'
import { ok } from '#shared/result'
import type { Change } from '#shared/protocol/feed'
import { answerCall } from '../main/core/calls'
import type { DeskCore } from '../main/core/desk-core'
import { applyFeedPage } from '../main/core/replica/apply-page'
import type { Replica } from '../main/core/replica/replica'
import { id, makeCall, makeCustomer, makePerson, makeTicket, pageOf, put } from '../main/core/testing/replica-fixture'
import { writeArticle } from './fill-articles'

/** One question of a page, as a component asks it. */
type Question = { [N in QueryName]: { name: N; input: CallInput<N> } }[QueryName]

/** The ticket that is open, and documents that others change meanwhile. */
export type Filling = { open: Change; others: Change[] }

const customers = 200
const articles = 1000
/** As in the bench's filled server: about a twentieth of the tickets is open. */
const openEvery = 20

/** Fills a replica with so many tickets, each from a call, as a hotline has them after half a year. */
export const fillDesk = (replica: Replica, tickets: number): Filling => {
  const colleagues = Array.from({ length: 30 }, (_, at) => makePerson({ name: `坐席 ${String(at)}` }))
  const companies = Array.from({ length: customers }, (_, at) => makeCustomer({ name: `客户 ${String(at)}` }))
  const cases = Array.from({ length: tickets }, (_, at) => {
    const owner = colleagues[at % colleagues.length] ?? replica.person
    const call = makeCall(owner, { phase: 'ended', endedAt: 4000, startedAt: Date.now() - at * minuteMs })
    const isOpen = at % openEvery === 0
    const ticket = makeTicket({
      number: `T-${String(at)}`,
      ownerId: owner.id,
      callId: call.id,
      customerId: companies[at % customers]?.id ?? null,
      status: isOpen ? 'inProgress' : 'closed',
      runs: [{ from: call.startedAt, to: isOpen ? null : call.startedAt + minuteMs }],
      updatedAt: call.startedAt,
    })
    return [put('call', 1, call), put('ticket', 1, ticket)]
  })
  const known = [
    ...[replica.person, ...colleagues].map((person) => put('person', 1, person)),
    ...companies.map((company) => put('customer', 1, company)),
    ...Array.from({ length: articles }, (_, at) =>
      put('article', 1, articleSchema.parse({ ...writeArticle(at), id: id(), solvedCount: 0, publishedAt: 1 })),
    ),
  ]
  const agentOf = ({ id: personId }: Person): Change =>
    put('agent', 1, {
      id: personId,
      state: 'ready',
      reason: null,
      next: { state: 'ready' },
      callId: null,
      since: Date.now(),
    })
  const agents = colleagues.map(agentOf)
  const all = [...known, agentOf(replica.person), ...agents, ...cases.flat()]
  for (let at = 0; at < all.length; at += 1000) applyFeedPage(replica, pageOf(at, at + 1000, all.slice(at, at + 1000)))
  const [first = [], ...rest] = cases
  const open = first.at(-1)
  if (open === undefined) throw new Error('a desk without a ticket has nothing open')
  return { open, others: [...agents, ...rest.flat()] }
}

/** A list, a ticket and the knowledge beside it, and what every desk shows. */
const questionsOf = (ticketId: string): Question[] => [
  { name: 'ticket.list', input: { view: 'open', text: '', limit: 2000, sort: 'urgency', at: Date.now() } },
  { name: 'ticket.read', input: { ticketId: ticketIdSchema.parse(ticketId) } },
  {
    name: 'article.suggest',
    input: { text: '凭证无法保存', problemDomain: 'financialAccounting', product: 'NC', limit: 8 },
  },
  { name: 'call.listLive', input: null },
  { name: 'agent.read', input: null },
  { name: 'organisation.list', input: null },
]

const everything: Reads = Object.fromEntries(nouns.map((noun) => [noun, true]))

export type OpenDesk = {
  /** Asks again what the changed documents concern. */
  touch: (changed: readonly { noun: Noun; id: string }[]) => Promise<void>
  /** By the question's name. `coreMs`: the processor's time for the answers. */
  counts: Map<string, { asked: number; coreMs: number }>
}

/**
 * The questions that a page with a list and one ticket has open, each answered once; asked again they are counted.
 * @param isBare every change asks every question again, as where nobody knows what a question reads
 */
export const openDesk = async (replica: Replica, ticketId: string, isBare: boolean): Promise<OpenDesk> => {
  const fileState = () => ({ state: 'absent', movedBytes: 0 })
  const desk = { replica: () => ok(replica), files: () => ok({ fileState }) } as unknown as DeskCore
  const ask = async ({ name, input }: Question): Promise<unknown> => {
    const answer = await answerCall(desk, name, input)
    if (!answer.ok) throw new Error(`${name} was refused: ${answer.failure.code}`)
    return answer.value
  }
  const open: { question: Question; reads: Reads; answer: unknown }[] = []
  for (const question of questionsOf(ticketId))
    open.push({ question, reads: isBare ? everything : calls[question.name].reads, answer: await ask(question) })
  const counts = new Map(open.map(({ question }) => [question.name as string, { asked: 0, coreMs: 0 }]))
  return {
    counts,
    touch: async (changed) => {
      for (const one of open) {
        if (!changed.some((ref) => concerns(one.reads, one.answer, ref))) continue
        // Of the processor, because on a busy machine the clock also counts what others do.
        const before = process.cpuUsage()
        one.answer = await ask(one.question)
        const { user, system } = process.cpuUsage(before)
        const count = counts.get(one.question.name)
        if (count === undefined) continue
        count.asked += 1
        count.coreMs += (user + system) / 1000
      }
    },
  }
}
