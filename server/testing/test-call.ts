import { randomUUID } from 'node:crypto'
import type { Person } from '#shared/domain/person'
import type { CallId } from '#shared/ids'
import { envelope } from './test-console'
import type { TestServer } from './test-server'

const vendor = '11111111-1111-4111-8111-111111111111'

/** Rings people. */
export const ring = async (
  { runner }: TestServer,
  people: readonly Person[],
  callId = randomUUID(),
): Promise<CallId> => {
  await runner.runSystem([
    {
      name: 'call.systemRing',
      args: {
        callId,
        direction: 'in',
        from: '+8613800138000',
        to: null,
        queue: 'technical',
        rung: people.map((person) => person.id),
        candidates: [],
      },
    },
  ])
  return callId as CallId
}

/** Rings a person, who answers. */
export const takeCall = async (server: TestServer, person: Person): Promise<CallId> => {
  const callId = await ring(server, [person])
  await server.runner.runForPerson(person, envelope('call.answer', { callId }))
  return callId
}

export const businessTicket = (callId: CallId, fields: Record<string, unknown> = {}) => ({
  ticketId: randomUUID(),
  callId,
  kind: 'business',
  subject: '咨询',
  description: '',
  priority: 'C',
  problemDomain: null,
  product: 'NC',
  productVersion: '6.5',
  callerName: '',
  callerPhone: '',
  referral: null,
  ...fields,
})

/** An authorised organisation, and a referral ticket to it. */
export const authorised = (fields: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  name: '机构',
  kind: 'authorised' as const,
  region: '',
  phone: '',
  address: '',
  ...fields,
})

export const referralTo = (organisationId: string) => ({
  name: '王',
  company: '公司',
  phone: '13800138000',
  product: 'NC',
  version: '6.5',
  organisationId,
})

export const testCustomer = (fields: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  name: '客户',
  region: '',
  industry: '',
  organisationId: vendor,
  contacts: [],
  sites: [],
  products: [],
  contracts: [],
  ...fields,
})
