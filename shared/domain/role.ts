import { z } from 'zod'

export const roles = ['agent', 'consultant', 'manager', 'supervisor', 'reviewer', 'administrator'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/** Who takes calls, and who works on cases. */
export const callTakers: readonly Role[] = ['agent', 'supervisor']
export const caseWorkers: readonly Role[] = ['agent', 'supervisor', 'manager', 'consultant']
