import { z } from 'zod'
import { callIdSchema, customerIdSchema, personIdSchema, type CallId, type PersonId } from '../ids'
import {
  callIdentitySchema,
  dispositionSchema,
  hangupCauseSchema,
  rungLimit,
  type Call,
  type CallIdentity,
  type CallNote,
  type Disposition,
} from './call'
import { menuPathSchema, queueSchema, type MenuPath, type Queue } from './queue'
import { problemDomainSchema, type ProblemDomain } from './problem-domain'

type Candidate = Call['candidates'][number]
export type CallOrigin = {
  direction: Call['direction']
  from: string | null
  to: string | null
  queue: Queue
  dialledBy?: PersonId | null
  colleagueId?: PersonId | null
}
/** What a call keeps when the exchange hands it on under a new id. */
export type CarriedOn = Pick<Call, 'identity' | 'queue' | 'menuPath' | 'problemDomain' | 'chosenCustomerId'> & {
  earlierIds: CallId[]
  handedOnBy: PersonId | null
  notes: CallNote[]
}

export type CallFact =
  | { name: 'call.started'; data: { callId: CallId } & CallOrigin }
  | { name: 'call.menuChosen'; data: { path: MenuPath; problemDomain: ProblemDomain | null; queue: Queue } }
  | {
      name: 'call.identityChecked'
      data: { identity: CallIdentity; queue: Queue; problemDomain: ProblemDomain | null }
    }
  | { name: 'call.rang'; data: { rung: PersonId[]; candidates: Candidate[]; origin: CallOrigin } }
  | { name: 'call.carriedOn'; data: CarriedOn }
  /** The call is to be handed to these while another still talks. */
  | { name: 'call.transferRang'; data: { people: PersonId[] } }
  /** An answer or a hang-up overtook the ring: who called is learned, the phase stays. */
  | { name: 'call.originLearned'; data: { rung?: PersonId[]; candidates: Candidate[]; origin: CallOrigin } }
  /** These telephones ring no more; the call itself goes on waiting. */
  | { name: 'call.ringStopped'; data: { people: PersonId[] } }
  /** Somebody declined; the call goes on ringing for the others. */
  | { name: 'call.declined'; data: { by: PersonId } }
  /** A call that is being talked on goes to another person. */
  | { name: 'call.answered'; data: { by: PersonId | null } }
  | { name: 'call.messageLeft'; data: Record<string, never> }
  | { name: 'call.noted'; data: { by: PersonId; text: string } }
  | { name: 'call.ended'; data: { cause: NonNullable<Call['cause']>; afterMs?: number } }
  | { name: 'call.customerChosen'; data: { customerId: Candidate['customerId'] } }
  /** `by` is absent in events older than wire 3: then it is the one who answered. */
  | { name: 'call.disposed'; data: { disposition: Disposition; note: string; by?: PersonId } }

const origin = {
  direction: z.enum(['in', 'out']),
  from: z.string().max(40).nullable(),
  to: z.string().max(40).nullable(),
}

/** Where the voice menu knows it before the ring. */
const callingNumber = z.string().max(40).nullable().optional()

/** Commands of people; `system*` ones come from the exchange and the clock through the server only. */
export const callCommands = {
  'call.answer': z.object({ callId: callIdSchema }),
  'call.decline': z.object({ callId: callIdSchema }),
  'call.note': z.object({ callId: callIdSchema, text: z.string().trim().min(1).max(4000) }),
  'call.hangUp': z.object({ callId: callIdSchema }),
  'call.chooseCustomer': z.object({ callId: callIdSchema, customerId: customerIdSchema }),
  'call.dispose': z.object({ callId: callIdSchema, disposition: dispositionSchema, note: z.string().max(2000) }),
} as const

export const callSystemCommands = {
  'call.systemMenu': z.object({
    callId: callIdSchema,
    path: menuPathSchema,
    problemDomain: problemDomainSchema.nullable(),
    from: callingNumber,
  }),
  'call.systemIdentify': z.object({
    callId: callIdSchema,
    identity: callIdentitySchema,
    problemDomain: problemDomainSchema.nullable(),
    path: menuPathSchema.nullable(),
    queue: queueSchema,
    from: callingNumber,
  }),
  'call.systemRing': z.object({
    callId: callIdSchema,
    ...origin,
    queue: queueSchema.nullable(),
    rung: z.array(personIdSchema).max(rungLimit),
    candidates: z.array(z.object({ customerId: customerIdSchema, contactId: z.uuid() })).max(50),
    /** The call that this one carries on, where it begins with this ring. */
    earlierId: callIdSchema.optional(),
    dialledBy: personIdSchema.optional(),
    colleagueId: personIdSchema.optional(),
  }),
  'call.systemStopRinging': z.object({ callId: callIdSchema, people: z.array(personIdSchema).max(rungLimit) }),
  /** `isMachine`: a voicemail took it. */
  'call.systemAnswer': z.object({
    callId: callIdSchema,
    by: personIdSchema.nullable(),
    isMachine: z.boolean().optional(),
  }),
  /** `afterMs`: the limit after which a hang-up that never came is taken as lost. */
  'call.systemEnd': z.object({
    callId: callIdSchema,
    cause: hangupCauseSchema,
    afterMs: z.number().positive().optional(),
  }),
} as const

export type CallCommandOf<T extends Record<string, z.ZodType>> = {
  [K in keyof T]: { name: K; args: z.infer<T[K]> }
}[keyof T]
export type CallCommand = CallCommandOf<typeof callCommands> | CallCommandOf<typeof callSystemCommands>
