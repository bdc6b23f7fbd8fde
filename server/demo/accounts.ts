import { queues, type Queue } from '#shared/domain/queue'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import { personSchema, type Person } from '#shared/domain/person'
import type { Role } from '#shared/domain/role'
import { demoId, organisationId, type OrganisationKey } from './organisations'

export type DemoAccount = { login: string; person: Person }

const rows: readonly (readonly [
  login: string,
  name: string,
  role: Role,
  organisation: OrganisationKey,
  extension: string | null,
  queues: readonly Queue[],
])[] = [
  ['lin', '林晓（演示）', 'agent', 'vendor', '8001', queues],
  ['wang', '王蕾（演示）', 'agent', 'vendor', '8002', queues],
  ['chen', '陈默（演示）', 'agent', 'vendor', '8003', ['purchase', 'serviceCode', 'complaint', 'nonAgreement']],
  ['zhao', '赵敏行（演示）', 'agent', 'vendor', '8004', ['technical', 'nonAgreement']],
  ['sun', '孙监（演示）', 'supervisor', 'vendor', '8010', []],
  ['qian', '钱审（演示）', 'reviewer', 'vendor', null, []],
  ['admin', '管理员（演示）', 'administrator', 'vendor', null, []],
  ['shi', '石集团（演示）', 'consultant', 'vendor', '8020', []],
  ['zhou', '周经理（演示）', 'manager', 'north', null, []],
  ['wu', '吴经理（演示）', 'manager', 'east', null, []],
  ['zheng', '郑顾问（演示）', 'consultant', 'north', null, []],
  ['feng', '冯顾问（演示）', 'consultant', 'south', null, []],
  ['xu', '许经理（演示）', 'manager', 'east', null, []],
  ['tang', '唐监（演示）', 'supervisor', 'west', null, []],
]

/** 擅长领域 of those who take calls; Chen answers no technical ones. */
const domains: Partial<Record<string, readonly ProblemDomain[]>> = {
  lin: ['financialAccounting', 'reporting', 'treasury', 'assets'],
  wang: ['supplyChain', 'manufacturing', 'humanResources'],
  zhao: ['platform', 'database', 'installation', 'integration'],
}

export const demoPersonId = (login: string): Person['id'] => personSchema.shape.id.parse(demoId('person', login))

/** People of all six roles, in the vendor and in authorised organisations. */
export const demoAccounts: DemoAccount[] = rows.map(([login, name, role, organisation, extension, served]) => ({
  login,
  person: {
    id: demoPersonId(login),
    name,
    role,
    organisationId: organisationId(organisation),
    organisationKind: organisation === 'vendor' ? 'vendor' : 'authorised',
    extension,
    queues: [...served],
    domains: [...(domains[login] ?? [])],
  },
}))
