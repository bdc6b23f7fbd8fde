import { z } from 'zod'

/** 问题领域, chosen in the menu after the code and on the ticket. */
export const problemDomains = [
  'financialAccounting',
  'treasury',
  'supplyChain',
  'manufacturing',
  'humanResources',
  'assets',
  'reporting',
  'platform',
  'database',
  'integration',
  'installation',
  'other',
] as const
export const problemDomainSchema = z.enum(problemDomains)
export type ProblemDomain = z.infer<typeof problemDomainSchema>
