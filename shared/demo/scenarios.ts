import type { practiceScenarios } from '../ipc/contract'
import type { MenuPath } from '../domain/queue'
import type { ProblemDomain } from '../domain/problem-domain'

export type PracticeScenario = (typeof practiceScenarios)[number]

/** What the caller of a scenario does. A `?` in a number or code becomes a random digit at each call. */
export type PracticeCaller = {
  from: string
  menu: MenuPath
  code?: string
  password?: string
  problemDomain?: ProblemDomain
}

/** Codes and passwords of the demo data; nothing here is anybody's. */
export const demoCodes = {
  verified: { code: '0512345678', password: '20260601' },
  fiveDigits: { code: '12345', password: '20260602' },
  cloud: { code: '2012345678', password: '20260603' },
  expired: { code: '2198765432', password: '20260604' },
  noContract: { code: '0511112222', password: '20260605' },
  contractEnded: { code: '0522223333', password: '20260606' },
  unregistered: { code: '0533334444', password: '20260607' },
  counterfeit: { code: '0544445555', password: '20260608' },
} as const

/** Numbers of the demo data that mean something. */
export const demoNumbers = {
  verified: '13800138000',
  fiveDigits: '13800138001',
  cloud: '13800138002',
  expired: '13800138003',
  noContract: '13800138004',
  contractEnded: '13800138005',
  unregistered: '13800138006',
  counterfeit: '13800138007',
  /** A contact of two customers. */
  shared: '13800138888',
  /** A customer whose code is not given in the call. */
  withoutCode: '13800138009',
} as const

/**
 * The practice calls, by the names of the bridge. A wrong code and an unknown number are new each time, so that
 * practising never uses up the budget of wrong tries of one number or code.
 */
export const scenarios: Record<PracticeScenario, PracticeCaller> = {
  verified: { from: demoNumbers.verified, menu: '2', ...demoCodes.verified, problemDomain: 'financialAccounting' },
  wrongCode: { from: '1390000????', menu: '2', code: '0599??????', password: '00000000', problemDomain: 'supplyChain' },
  expiredCode: { from: demoNumbers.expired, menu: '2', ...demoCodes.expired, problemDomain: 'humanResources' },
  noCode: { from: demoNumbers.withoutCode, menu: '2' },
  noContract: { from: demoNumbers.noContract, menu: '2', ...demoCodes.noContract, problemDomain: 'reporting' },
  unregistered: { from: demoNumbers.unregistered, menu: '2', ...demoCodes.unregistered, problemDomain: 'platform' },
  manyMatches: { from: demoNumbers.shared, menu: '1' },
  unknownNumber: { from: '1390000????', menu: '1' },
  codeQuestion: { from: demoNumbers.verified, menu: '3-2' },
  complaint: { from: demoNumbers.cloud, menu: '4' },
}
