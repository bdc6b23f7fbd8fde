import { z } from 'zod'
import { openObject } from '../open-object'
import { callIdSchema, personIdSchema } from '../ids'
import { personAudience, type Audience } from './audience'
import { instantSchema } from './time'

/** Why an agent is not ready; `disconnected` is set by the server when the desk is gone. */
export const notReadyReasons = ['break', 'meal', 'training', 'meeting', 'casework', 'disconnected'] as const
export const notReadyReasonSchema = z.enum(notReadyReasons)

export const restStateSchema = z.discriminatedUnion('state', [
  openObject({ state: z.literal('ready') }),
  openObject({ state: z.literal('notReady'), reason: notReadyReasonSchema }),
])
export type RestState = z.infer<typeof restStateSchema>

/**
 * 坐席状态:
 *
 *   ready ⇄ notReady(reason)      chosen by the agent
 *   ready ──ring──▶ ringing ──talk──▶ talking ──hangUp──▶ afterCall ──finish──▶ next
 *                     └─stopRinging─▶ ready
 *
 * `next` is what follows the call; it can be chosen at any time during it.
 */
export const agentSchema = openObject({
  id: personIdSchema,
  state: z.enum(['ready', 'notReady', 'ringing', 'talking', 'afterCall']),
  reason: notReadyReasonSchema.nullable(),
  next: restStateSchema,
  callId: callIdSchema.nullable(),
  since: instantSchema,
})
export type Agent = z.infer<typeof agentSchema>

export const agentAudiences = (agent: Agent): Audience[] => ['vendor', personAudience(agent.id)]
