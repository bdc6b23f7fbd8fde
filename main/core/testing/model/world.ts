import type { Call } from '#shared/domain/call'
import type { CommandName } from '#shared/domain/commands'
import type { Documents } from '#shared/domain/document'
import type { Person } from '#shared/domain/person'
import { createModelServer, type ModelServer } from './server'
import type { ModelDatabase } from './model-database'

/** Ids that are the same in every run, so that a failing history can be replayed. */
export const fixedId = <T extends string>(number: number): T =>
  `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as T

const far = 1e13
const organisation = (number: number, name: string, kind: 'vendor' | 'authorised'): Documents['organisation'] => ({
  id: fixedId(number),
  name,
  kind,
  region: '上海',
  phone: '',
  address: '',
})
export const vendor = organisation(1, '热线', 'vendor')
export const local = [organisation(2, '华东服务', 'authorised'), organisation(3, '华北服务', 'authorised')] as const

const person = (number: number, role: Person['role'], home: Documents['organisation']): Person => ({
  id: fixedId(number),
  name: `p${String(number)}`,
  role,
  organisationId: home.id,
  organisationKind: home.kind,
  extension: String(number),
  queues: [],
})

/** One for each organisation, at desks that are in no history. */
export const managersElsewhere = [person(25, 'manager', local[0]), person(26, 'manager', local[1])] as const
const people: readonly Person[] = [
  person(16, 'agent', vendor),
  person(17, 'consultant', local[0]),
  person(18, 'agent', vendor),
  person(19, 'supervisor', vendor),
  person(20, 'manager', local[1]),
  person(21, 'agent', vendor),
  person(22, 'consultant', local[1]),
  person(23, 'reviewer', vendor),
  person(24, 'agent', vendor),
  ...managersElsewhere,
]
/** The person at each console; the first three are in every history. One agent has two desks. */
export const signedInPeople: readonly Person[] = [0, 1, 2, 3, 4, 0, 5, 6, 7, 8].flatMap((at) => people[at] ?? [])

export const customerOf = (number: number, organisationId: Documents['organisation']['id']): Documents['customer'] => ({
  id: fixedId(32 + number),
  name: `客户${String(number)}`,
  region: '北京',
  industry: '',
  organisationId,
  sites: [],
  contacts: [{ id: fixedId(48 + number), name: '王', title: '', phones: [] }],
  products: [
    {
      id: fixedId(52),
      product: 'NC',
      version: '6.5',
      modules: [],
      siteId: null,
      registeredAt: 1,
      genuineness: 'genuine',
    },
  ],
  contracts: [{ id: fixedId(53), number: 'C', validFrom: 0, validUntil: far }],
})
export const serviceCode: Documents['serviceCode'] = {
  id: fixedId(54),
  customerId: fixedId(32),
  form: 'nc5',
  validFrom: 0,
  validUntil: far,
}
export const identity: Call['identity'] = {
  status: 'verified',
  serviceCodeId: serviceCode.id,
  customerId: serviceCode.customerId,
  maskedCode: '1•••5',
  validUntil: far,
}
export const article: Documents['article'] = {
  id: fixedId(55),
  sourceId: null,
  title: 'NC 报错 1001',
  body: '重启',
  product: 'NC',
  versions: '',
  problemDomain: null,
  errorCodes: ['1001'],
  solvedCount: 0,
  publishedAt: 1,
}

/** Three files that are attached again and again. */
export const hashes = ['a', 'b', 'c'].map((digit) => digit.repeat(64))

const call = (number: number, by: Person | undefined): Documents['call'] => ({
  id: fixedId(64 + number),
  phase: by === undefined ? 'ringing' : 'talking',
  direction: 'in',
  from: '+8613800138000',
  to: '801',
  queue: 'technical',
  menuPath: '2',
  problemDomain: null,
  identity: { status: 'none' },
  candidates: [{ customerId: fixedId(32), contactId: fixedId(48) }],
  chosenCustomerId: null,
  rung: by === undefined ? people.filter((one) => one.role === 'agent').map((one) => one.id) : [by.id],
  answeredBy: by?.id ?? null,
  startedAt: 1,
  rangAt: 2,
  answeredAt: by === undefined ? null : 3,
  endedAt: null,
  cause: null,
  disposition: null,
  dispositionNote: '',
})

const ticket = (
  number: number,
  organisationId: Documents['organisation']['id'],
  owner: Person | undefined,
): Documents['ticket'] => ({
  id: fixedId(128 + number),
  number: `T-0${String(number)}`,
  kind: 'referral',
  status: 'inProgress',
  subject: '现场',
  description: '',
  priority: 'C',
  problemDomain: null,
  product: 'NC',
  productVersion: '',
  queue: 'technical',
  callId: null,
  customerId: fixedId(32),
  callerName: '王',
  callerPhone: '',
  referral: { name: '王', company: '客户', phone: '1', product: 'NC', version: '6.5', organisationId },
  ownerId: owner?.id ?? null,
  articles: [],
  solution: '',
  reopenedCount: 0,
  openedBy: owner?.id ?? null,
  openedAt: 1,
  updatedAt: 1,
  solvedAt: null,
  closedAt: null,
})

/** Each organisation has an order whose customer was reached, for its consultant: what is left is to book it. */
const reachCustomer = (server: ModelServer, at: number): void => {
  const [home, manager, agent] = [local[at], managersElsewhere[at], people[0]]
  if (home === undefined || manager === undefined || agent === undefined) throw new Error('nobody is there')
  const [orderId, ticketId] = [fixedId(192 + at), fixedId<Documents['ticket']['id']>(130 + at)]
  server.put('ticket', { ...ticket(2 + at, home.id, undefined), id: ticketId })
  const offer = { ticketId, organisationId: home.id, contactName: 'n', contactPhone: '1', isConfirmed: true }
  const acts: [Person, CommandName, object][] = [
    [agent, 'workOrder.offer', { ...offer, address: '', note: '', bring: '' }],
    [manager, 'workOrder.accept', {}],
    [manager, 'workOrder.assign', { consultantId: fixedId(at === 0 ? 17 : 22) }],
    [manager, 'workOrder.contact', { understanding: 'u', mode: 'onSite' }],
  ]
  for (const [by, name, args] of acts)
    if (!server.act(by, name, { orderId, ...args })) throw new Error(`${name} was refused`)
}

/** The database before the first step of every history. */
export const firstDatabase = (): ModelDatabase => {
  const server = createModelServer()
  for (const one of [vendor, ...local]) server.put('organisation', one)
  for (const one of people) server.put('person', one)
  server.put('customer', customerOf(0, local[0].id))
  server.put('customer', customerOf(1, local[1].id))
  server.put('serviceCode', serviceCode)
  server.put('article', article)
  const busy = people.filter((one) => one.role === 'agent' || one.role === 'supervisor')
  for (const [at, by] of [...busy, undefined].entries()) server.put('call', call(at, by))
  for (const [at, home] of local.entries()) server.put('ticket', ticket(at, home.id, busy[at]))
  for (const at of local.keys()) reachCustomer(server, at)
  return server.backUp()
}
