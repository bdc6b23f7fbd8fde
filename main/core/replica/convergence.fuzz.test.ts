import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { DeskId, OrganisationId, TicketId } from '#shared/ids'
import type { FeedPage } from '#shared/protocol/feed'
import { createModelServer, type ModelServer } from '../testing/model-server'
import { id, makeCall, makeCustomer, makePerson, openTestReplica, temporaryFolder } from '../testing/replica-fixture'
import { applyBootstrapPage, applyFeedPage } from './apply-page'
import { issue } from './issue'
import { readMeta, removeMeta } from './meta'
import { countPending, listAcked, nextBatch } from './outbox'
import { rebase } from './rebase'
import type { Replica } from './replica'
import { settleAcked, settleOutcomes } from './settle'

const folder = temporaryFolder()
afterAll(folder.clear)
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
const runs = 300
const organisation = { id: id<OrganisationId>(), name: '华东服务', kind: 'authorised' as const, region: '上海', phone: '', address: '' }

type Desk = { replica: Replica; deskId: DeskId; held: FeedPage[] }
/** What may happen, in any order; `desk`, `entity` and `choice` are taken modulo what there is. */
type Step = { kind: 'open' | 'edit' | 'note' | 'solve' | 'take' | 'close' | 'refer' | 'answer' | 'state' | 'push' | 'pushLost' | 'pull' | 'hold' | 'release' | 'endCall' | 'number'; desk: number; entity: number; choice: number }

const kinds: Step['kind'][] = ['open', 'open', 'refer', 'refer', 'edit', 'edit', 'note', 'note', 'solve', 'take', 'close', 'refer', 'answer', 'state', 'push', 'push', 'pushLost', 'pull', 'pull', 'hold', 'release', 'endCall', 'number']
const steps = fc.array(fc.record({ kind: fc.constantFrom(...kinds), desk: fc.nat(2), entity: fc.nat(5), choice: fc.nat(9) }), { minLength: 15, maxLength: 90, size: 'max' })

const bootstrap = (server: ModelServer, replica: Replica, limit: number): void => {
  removeMeta(replica.db, 'cursor')
  for (;;) {
    const page = server.bootstrap(replica.person, readMeta(replica.db, 'bootstrap')?.cursor ?? null, limit)
    applyBootstrapPage(replica, page)
    if (page.next === null) return
  }
}

const pull = (server: ModelServer, { replica }: Desk, limit: number, rounds = 1): void => {
  for (let round = 0; round < rounds; round += 1) {
    const page = server.pull(replica.person, readMeta(replica.db, 'cursor') ?? 0, limit)
    applyFeedPage(replica, page)
    if (page.upTo === page.head) return
  }
}

const push = (server: ModelServer, { replica, deskId }: Desk, isAnswered: boolean): void => {
  const batch = nextBatch(replica.db, deskId, 5, 100_000)
  const outcomes = server.push(replica.person, batch)
  if (isAnswered) settleOutcomes(replica, outcomes)
}

/** Everything a screen can see, without what only this replica's past could explain. */
const dump = ({ db }: Replica) => ({
  documents: db.all('select noun, id, version, body, overlay from document order by noun, id').map((row) => ({ ...row, body: JSON.parse(String(row.body)) as unknown })),
  events: db.all('select noun, id, version, body from event order by noun, id, version').map((row) => ({ ...row, body: JSON.parse(String(row.body)) as unknown })),
  pending: db.all('select * from pending_event order by noun, id, version').map((row) => ({ ...row, body: JSON.parse(String(row.body)) as unknown })),
  tickets: db.all('select * from ticket_row order by id'),
  calls: db.all('select * from call_row order by id'),
  customers: db.all('select * from customer_row order by id'),
})

type Standing = { cursor: number; versions: Map<string, number> }
const standing = ({ replica: { db } }: Desk): Standing => ({
  cursor: readMeta(db, 'cursor') ?? 0,
  versions: new Map(db.all<{ id: string; version: number }>('select id, version from document where body is not null').map((row) => [row.id, row.version])),
})

/** Time never runs backwards on a screen: neither the cursor nor any document that stays. */
const expectForward = (before: Standing, after: Standing): void => {
  expect(after.cursor).toBeGreaterThanOrEqual(before.cursor)
  for (const [entity, version] of before.versions) expect(after.versions.get(entity) ?? version).toBeGreaterThanOrEqual(version)
}

/** What is shown is what the rules make of it now: deciding everything again changes nothing. */
const expectRebased = ({ replica }: Desk): void => {
  const shown = dump(replica)
  rebase(replica, [])
  expect(dump(replica)).toEqual(shown)
}

const clear = ({ db }: Replica): void => db.exec(
  'delete from document; delete from event; delete from pending_event; delete from outbox; delete from meta; delete from ticket_row; delete from call_row; delete from customer_row')

test(`a replica that streamed any interleaving equals one built fresh (seed ${String(seed)})`, () => {
  const counts = { runs: 0, issued: 0, refusedHere: 0, refusedThere: 0 }
  const vendor = [makePerson(), makePerson()]
  const local = makePerson({ organisationKind: 'authorised', organisationId: organisation.id, role: 'consultant' })
  const desks: Desk[] = [...vendor, local].map((person, at) => ({ replica: openTestReplica(folder.path, person, `${String(at)}.db`), deskId: id(), held: [] }))
  const fresh = [...vendor, local].map((person, at) => openTestReplica(folder.path, person, `fresh-${String(at)}.db`))
  // Speed only: the law is about values, durability has its own test.
  for (const replica of [...fresh, ...desks.map((desk) => desk.replica)]) replica.db.exec('pragma synchronous = OFF')

  const property = (script: Step[]): void => {
    const server = createModelServer()
    const calls = [makeCall(vendor[0]!), makeCall(vendor[1]!), makeCall(vendor[0]!, { phase: 'ringing', answeredBy: null, rung: vendor.map((person) => person.id) })]
    server.seed('organisation', organisation)
    server.seed('customer', makeCustomer({ organisationId: organisation.id }))
    for (const call of calls) server.seed('call', call)
    for (const desk of desks) {
      clear(desk.replica)
      desk.held = []
      bootstrap(server, desk.replica, 2)
    }
    const tickets: TicketId[] = []
    for (const step of script) {
      const before = desks.map(standing)
      takeStep(server, step, tickets, calls)
      for (const [at, desk] of desks.entries()) expectForward(before[at]!, standing(desk))
      if (step.kind === 'pull' || step.kind === 'release') expectRebased(desks[step.desk]!)
    }
    for (let round = 0; round < 50 && desks.some((desk) => countPending(desk.replica.db) > 0); round += 1) for (const desk of desks) push(server, desk, true)
    for (const [at, desk] of desks.entries()) {
      for (const page of desk.held) applyFeedPage(desk.replica, page)
      const acked = listAcked(desk.replica.db)
      pull(server, desk, 3, 1000)
      counts.refusedThere += Number(desk.replica.db.get(`select count(*) n from outbox where state = 'refused'`)?.n)
      settleAcked(desk.replica, acked)
      clear(fresh[at]!)
      bootstrap(server, fresh[at]!, 7)
      expect(dump(desk.replica)).toEqual(dump(fresh[at]!))
      expect(desk.replica.db.all(`select id from outbox where state <> 'refused'`)).toEqual([])
    }
    counts.runs += 1
  }

  const takeStep = (server: ModelServer, step: Step, tickets: TicketId[], calls: ReturnType<typeof makeCall>[]): void => {
    const desk = desks[step.desk]!
    const ticketId = tickets[step.entity % Math.max(1, tickets.length)]
    // Mostly the desk's own call, so that most commands are allowed.
    const callId = calls[step.choice < 7 ? step.desk % 2 : 2]!.id
    const say = (name: string, args: Record<string, unknown>): void => {
      const result = issue(desk.replica, name, args)
      counts.issued += 1
      if (!result.ok) counts.refusedHere += 1
    }
    const open = (kind: string, referral: Record<string, unknown> | null): void => {
      const opened = id<TicketId>()
      tickets.push(opened)
      say('ticket.open', { ticketId: opened, callId, kind, subject: `s${String(step.choice)}`, description: '', priority: 'C', problemDomain: null, product: 'NC', productVersion: '', callerName: 'n', callerPhone: '', referral })
    }
    switch (step.kind) {
      case 'open': return open('business', null)
      case 'refer': return open('referral', { name: 'n', company: 'c', phone: '1', product: 'p', version: 'v', organisationId: organisation.id })
      case 'edit': return say('ticket.edit', { ticketId: ticketId ?? id(), changes: { subject: `e${String(step.choice)}` } })
      case 'note': return say('ticket.note', { ticketId: ticketId ?? id(), text: `note ${String(step.choice)}` })
      case 'solve': return say('ticket.solve', { ticketId: ticketId ?? id(), solution: 'done' })
      case 'take': return say('ticket.take', { ticketId: ticketId ?? id() })
      case 'close': return say('ticket.close', { ticketId: ticketId ?? id() })
      case 'answer': return say('call.answer', { callId })
      case 'state': return say('agent.setState', { personId: desk.replica.person.id, rest: { state: 'ready' } })
      case 'push': return push(server, desk, true)
      case 'pushLost': return push(server, desk, false)
      case 'pull': return pull(server, desk, 1 + step.choice)
      case 'hold': { desk.held.push(server.pull(desk.replica.person, Math.max(0, (readMeta(desk.replica.db, 'cursor') ?? 0) + 3 - step.choice), 3 + step.choice)); return }
      case 'release': { const page = desk.held.shift(); if (page !== undefined) applyFeedPage(desk.replica, page); return }
      case 'endCall': { server.system('call.systemEnd', { callId, cause: 'normalClearing' }); return }
      case 'number': { if (ticketId !== undefined && server.read('ticket', ticketId) !== null) server.system('ticket.systemNumber', { ticketId, number: `T-${String(step.choice)}` }); return }
    }
  }

  try {
    fc.assert(fc.property(steps, property), { seed, numRuns: runs })
  } finally {
    for (const replica of [...fresh, ...desks.map((desk) => desk.replica)]) replica.db.close()
  }
  process.stdout.write(`${JSON.stringify({ harness: 'convergence', seed, ...counts })}\n`)
  expect(counts.refusedHere).toBeGreaterThan(0)
  expect(counts.issued - counts.refusedHere).toBeGreaterThan(runs)
}, 120_000)
