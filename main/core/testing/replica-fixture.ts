import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newUuid } from 'uuid'
import type { Call } from '#shared/domain/call'
import { apply } from '#shared/domain/commands'
import type { Customer } from '#shared/domain/customer'
import type { Documents, Noun } from '#shared/domain/document'
import { personSchema, type Person } from '#shared/domain/person'
import { remoteSessionSchema, type RemoteSession } from '#shared/domain/remote-session'
import type { Ticket } from '#shared/domain/ticket'
import { workOrderSchema, type WorkOrder } from '#shared/domain/work-order'
import type { Change, WireEvent } from '#shared/protocol/feed'
import { createDeskClock, machineClocks } from '../clock/desk-clock'
import { openDatabase } from '../replica/driver'
import { writeMeta } from '../replica/meta'
import { migrate } from '../replica/migrations/migrate'
import type { Replica } from '../replica/replica'

export const testKey = 'c3'.repeat(32)

/** A folder of its own, removed by `clear`. */
export const temporaryFolder = (): { path: string; clear: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'hotline-core-'))
  return { path, clear: () => rmSync(path, { recursive: true, force: true }) }
}

export const id = <T extends string>(): T => newUuid() as T

export const makePerson = (fields: Partial<Person> = {}): Person => ({
  ...personSchema.parse({
    id: newUuid(),
    name: '林晓',
    role: 'agent',
    organisationId: newUuid(),
    organisationKind: 'vendor',
    extension: '801',
    queues: [],
  }),
  ...fields,
})

/** A real encrypted file, ready for the feed. */
export const openTestReplica = (folder: string, person: Person, name = 'replica.db'): Replica => {
  const db = openDatabase(join(folder, name), testKey)
  migrate(db)
  writeMeta(db, 'cursor', 0)
  return { db, person, deviceNow: Date.now, clock: createDeskClock({ clocks: machineClocks }) }
}

export const makeCustomer = (fields: Partial<Customer> = {}): Customer => ({
  id: id(),
  name: '北方机械',
  region: '北京',
  industry: '制造',
  organisationId: id(),
  contacts: [{ id: id(), name: '王会计', title: '会计', phones: ['+8613800138000'] }],
  sites: [],
  products: [
    {
      id: id(),
      product: 'NC',
      version: '6.5',
      modules: ['总账'],
      siteId: null,
      registeredAt: 1,
      genuineness: 'genuine',
    },
  ],
  contracts: [{ id: id(), number: 'C-1', validFrom: 0, validUntil: Date.now() + 1e10 }],
  ...fields,
})

/** A call that `person` is talking on. */
export const makeCall = (person: Person, fields: Partial<Call> = {}): Call => ({
  id: id(),
  phase: 'talking',
  direction: 'in',
  from: '+8613800138000',
  to: '801',
  queue: 'technical',
  menuPath: '2',
  problemDomain: null,
  identity: { status: 'none' },
  candidates: [],
  chosenCustomerId: null,
  rung: [person.id],
  answeredBy: person.id,
  startedAt: 1000,
  rangAt: 2000,
  answeredAt: 3000,
  endedAt: null,
  cause: null,
  disposition: null,
  dispositionNote: '',
  ...fields,
})

export const makeRemoteSession = (
  ticketId: string,
  agentId: string,
  fields: Partial<RemoteSession> = {},
): RemoteSession => ({
  ...remoteSessionSchema.parse(
    apply('remoteSession', null, {
      name: 'remoteSession.requested',
      data: { sessionId: newUuid(), ticketId, agentId, codeHash: 'h', codeUntil: 2 },
      at: 1,
    } as never),
  ),
  ...fields,
})

export const makeOrder = (ticketId: string, organisationId: string, fields: Partial<WorkOrder> = {}): WorkOrder => ({
  ...workOrderSchema.parse(
    apply('workOrder', null, {
      name: 'workOrder.offered',
      data: {
        orderId: newUuid(),
        ticketId,
        organisationId,
        contactName: '王会计',
        contactPhone: '01055550111',
        address: '海淀区',
        note: '',
        bring: '',
      },
      by: null,
      at: 1,
    } as never),
  ),
  ...fields,
})

export const makeTicket = (fields: Partial<Ticket> = {}): Ticket => ({
  id: id(),
  number: 'T-20261123-0001',
  kind: 'business',
  status: 'inProgress',
  subject: '凭证无法保存',
  description: '',
  priority: 'C',
  problemDomain: 'financialAccounting',
  product: 'NC',
  productVersion: '6.5',
  queue: 'technical',
  callId: null,
  customerId: null,
  callerName: '王会计',
  callerPhone: '',
  referral: null,
  ownerId: null,
  articles: [],
  solution: '',
  reopenedCount: 0,
  openedBy: null,
  openedAt: 1000,
  updatedAt: 1000,
  solvedAt: null,
  closedAt: null,
  ...fields,
})

/** The feed's change that brings a document. */
export const put = <N extends Noun>(
  noun: N,
  version: number,
  body: Documents[N],
  events: WireEvent[] = [],
  isWhole = false,
): Change => ({ kind: 'put', noun, id: body.id, version, body: { ...body }, events, isWhole })

/** The same from a newer server: the document has something that is not of this version. */
export const putNewer = (
  noun: Noun,
  version: number,
  body: { id: string } & Record<string, unknown>,
  events: WireEvent[] = [],
): Change => ({
  kind: 'put',
  noun,
  id: body.id,
  version,
  body: { ...body },
  events,
  isWhole: false,
})

export const pageOf = (after: number, upTo: number, changes: Change[]) => ({
  after,
  upTo,
  head: upTo,
  serverAt: Date.now(),
  changes,
})
