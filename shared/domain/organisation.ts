import { z } from 'zod'
import { openObject } from '../open-object'
import { organisationIdSchema } from '../ids'
import type { Audience } from './audience'
import { calendarSchema } from './calendar'

export type ResolveMinutes = { A: number; B: number; C: number }
/** 特急 4 h, 紧急 8 h, 一般 24 h of working time until it is solved. */
export const defaultResolveMinutes: ResolveMinutes = { A: 4 * 60, B: 8 * 60, C: 24 * 60 }
const minutes = z.number().int().min(1).max(100_000)
const resolveMinutesSchema = z.object({ A: minutes, B: minutes, C: minutes })

/** 机构: the vendor itself or an authorised service organisation 授权服务机构. */
export const organisationSchema = openObject({
  id: organisationIdSchema,
  name: z.string().min(1).max(200),
  kind: z.enum(['vendor', 'authorised']),
  /** Only an active one takes orders; absent on older documents, which are active. */
  state: z.enum(['active', 'suspended', 'closed']).optional(),
  region: z.string().max(100),
  phone: z.string().max(40),
  address: z.string().max(300),
  /** Its working time and what it promises; the defaults where absent. */
  calendar: calendarSchema.optional(),
  resolveMinutes: resolveMinutesSchema.optional(),
  /** How long its people are on their way from one customer to the next; an hour where absent. */
  travelMinutes: z.number().int().min(0).max(480).optional(),
})
export type Organisation = z.infer<typeof organisationSchema>

/** Everyone may know the organisations: a caller is referred to one by any agent. */
export const organisationAudiences = (): Audience[] => ['all']
