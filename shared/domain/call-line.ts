import { z } from 'zod'
import { callIdSchema, customerIdSchema, personIdSchema, type CallId } from '../ids'
import { callOtherEnd, earlierLimit, rungLimit, type Call } from './call'
import { isRungAt } from './call-desk'
import type { CallFact, CallOrigin, CarriedOn } from './call-events'
import { accept, type Context, type Decision } from './decision'
import { queueSchema, type Queue } from './queue'

/** A telephone rings, as the exchange says it. */
export const ringSchema = z.object({
  callId: callIdSchema,
  direction: z.enum(['in', 'out']),
  from: z.string().max(40).nullable(),
  to: z.string().max(40).nullable(),
  queue: queueSchema.nullable(),
  rung: z.array(personIdSchema).max(rungLimit),
  candidates: z.array(z.object({ customerId: customerIdSchema, contactId: z.uuid() })).max(50),
  /** The call that this one carries on, where it begins with this ring. */
  earlierId: callIdSchema.optional(),
  dialledBy: personIdSchema.optional(),
  colleagueId: personIdSchema.optional(),
})
type Ring = z.infer<typeof ringSchema>

/** `isMachine`: a voicemail took it. */
export const answerSchema = z.object({
  callId: callIdSchema,
  by: personIdSchema.nullable(),
  isMachine: z.boolean().optional(),
})

/**
 * Events that name somebody beside the one who has just begun to talk come late within this time: repeats, and the legs
 * of a group. After it the call is being handed on; to one of those whom it rang at first only after the longer time.
 */
const settleMs = 5000
const groupSettleMs = 60_000

const started = (callId: CallId, from: Partial<CallOrigin>): CallFact => ({
  name: 'call.started',
  data: { callId, direction: 'in', from: null, to: null, queue: 'nonAgreement', ...from },
})

/** First event of a call, of whatever kind, starts it. */
export const starting = (state: Call | null, callId: CallId, from: Partial<CallOrigin> = {}): CallFact[] =>
  state === null ? [started(callId, from)] : []

/** A telephone rings. The first ring begins a call; a later one of a call that is talked on hands it on. */
export const decideRing = (state: Call | null, args: Ring, context: Context): Decision<CallFact> => {
  if (state !== null && (state.phase === 'talking' || state.phase === 'ended')) return ringLate(state, args, context)
  const rung = [...new Set([...(state?.rung ?? []), ...args.rung])].slice(0, rungLimit)
  const dialledBy = args.dialledBy ?? state?.dialledBy
  const isRepeat = state?.phase === 'ringing' && rung.length === state.rung.length && dialledBy === state.dialledBy
  if (isRepeat) return accept()
  const earlier = state === null && args.earlierId !== undefined ? context.read('call', args.earlierId) : null
  const from = args.from ?? state?.from ?? (earlier === null ? null : callOtherEnd(earlier))
  const where: CallOrigin = {
    direction: args.direction,
    from,
    to: args.to ?? state?.to ?? null,
    queue: queueForRing(state ?? earlier, args.queue),
    ...(dialledBy === undefined ? {} : { dialledBy }),
    ...(args.colleagueId === undefined ? {} : { colleagueId: args.colleagueId }),
  }
  return accept(...starting(state, args.callId, where), ...carrying(earlier), {
    name: 'call.rang',
    data: { rung, candidates: candidatesOf(args, earlier), origin: where },
  })
}

/** A ring of a call that is being talked on: who called is learned, or it rings where the call is to be handed to. */
const ringLate = (state: Call, args: Ring, { now, read }: Context): Decision<CallFact> => {
  const { direction, to } = args
  const isEarlierNew = args.earlierId !== undefined && state.earlierIds === undefined
  const earlier = isEarlierNew ? read('call', args.earlierId ?? '') : null
  const from = args.from ?? (earlier === null ? null : callOtherEnd(earlier))
  if (earlier !== null || (state.from === null && from !== null))
    return accept(...carrying(earlier), {
      name: 'call.originLearned',
      data: {
        ...(state.phase === 'talking' ? { rung: args.rung } : {}),
        candidates: candidatesOf(args, earlier),
        origin: { direction, from, to: to ?? state.to, queue: queueForRing(earlier ?? state, args.queue) },
      },
    })
  if (state.phase === 'ended' || !isSettled(state, now)) return accept()
  const isGroupSettled = isSettled(state, now, groupSettleMs)
  const people = args.rung
    .filter((id) => id !== state.answeredBy && !isRungAt(state, id) && (isGroupSettled || !state.rung.includes(id)))
    .slice(0, rungLimit)
  return people.length === 0 ? accept() : accept({ name: 'call.transferRang', data: { people } })
}

/** Whether the present talk is old enough that an event naming another person is no late repeat. */
const isSettled = (state: Call, now: number, afterMs = settleMs): boolean => {
  const current = state.talks?.at(-1)
  return current !== undefined && current.until === null && now - current.from >= afterMs
}

const candidatesOf = ({ candidates }: Ring, earlier: Call | null): Call['candidates'] =>
  candidates.length === 0 && earlier !== null ? earlier.candidates : candidates

const carrying = (earlier: Call | null): CallFact[] =>
  earlier === null ? [] : [{ name: 'call.carriedOn', data: carriedOn(earlier) }]

const carriedOn = (earlier: Call): CarriedOn => ({
  earlierIds: [...(earlier.earlierIds ?? []), earlier.id].slice(-earlierLimit),
  handedOnBy: earlier.answeredBy ?? earlier.handedOnBy ?? null,
  identity: earlier.identity,
  queue: earlier.queue,
  menuPath: earlier.menuPath,
  problemDomain: earlier.problemDomain,
  chosenCustomerId: earlier.chosenCustomerId,
  notes: earlier.notes ?? [],
})

/** Somebody, a machine, or somebody who is unknown here has picked up. */
export const decideAnswer = (
  state: Call | null,
  { callId, by, isMachine }: z.infer<typeof answerSchema>,
  { now }: Context,
): Decision<CallFact> => {
  if (state?.phase === 'ended') return accept()
  if (isMachine === true)
    return state?.phase === 'talking'
      ? accept()
      : accept(...starting(state, callId), { name: 'call.messageLeft', data: {} })
  const answered: CallFact = { name: 'call.answered', data: { by } }
  if (state?.phase !== 'talking') return accept(...starting(state, callId), answered)
  if (by === null || by === state.answeredBy) return accept()
  // Exchanges that first answer without saying who, and say it in a second event, are taken at the second.
  if (state.answeredBy === null) return accept(answered)
  // A repeat of an earlier answer does not hand the call back; a later answer does.
  const hasTalked = (state.talks ?? []).some((talk) => talk.personId === by)
  return hasTalked && !isSettled(state, now) ? accept() : accept(answered)
}

/** What the menu and the code decided is kept; else the exchange's own value counts. */
const queueForRing = (state: Call | null, said: Queue | null): Queue => {
  if (state !== null && (state.menuPath !== null || state.identity.status !== 'none')) return state.queue
  return said ?? state?.queue ?? 'nonAgreement'
}
