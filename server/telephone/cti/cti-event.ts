import { z } from 'zod'
import type { Call } from '#shared/domain/call'
import { normalisePhoneNumber, type NumberingPlan } from '#shared/domain/phone-number'
import { queueSchema, type Queue } from '#shared/domain/queue'
import { hangupCauseOf } from './hangup-cause'

/** The limit that the contract with the exchange names. */
const maxCallIdLength = 250
const maxPeople = 200

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''
const word = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string().trim())
const optionalWord = z.preprocess((value) => (isEmpty(value) ? undefined : value), word.optional())
/** A repeated form key arrives as a list; of a field that has one value, the first counts. */
const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
const oneWord = z.preprocess(firstOf, optionalWord)
const words = z.preprocess(
  (value): unknown[] => (isEmpty(value) ? [] : Array.isArray(value) ? value.filter((each) => !isEmpty(each)) : [value]),
  // An exchange that rings a whole floor names more people than a call stores.
  z.array(word.pipe(z.string().max(2000))).transform((all) => all.slice(0, maxPeople)),
)

const callId = z.preprocess(
  firstOf,
  word.pipe(z.string().min(1, 'is missing').max(maxCallIdLength, `is longer than ${maxCallIdLength} characters`)),
)

const fieldsSchema = z.object({
  event: word
    .transform((name) => name.toLowerCase())
    .pipe(z.enum(['newcall', 'answer', 'hangup'], 'must be newCall, answer or hangup')),
  callId,
  origCallId: oneWord,
  from: oneWord,
  to: oneWord,
  direction: oneWord,
  queue: oneWord,
  answeringNumber: oneWord,
  cause: oneWord,
  user: words,
})

/** `users` and `answeringNumber` as the exchange wrote them. */
type Common = { pbxCallId: string; users: string[]; answeringNumber: string | null }
export type CtiEvent =
  | (Common & {
      event: 'newCall'
      direction: Call['direction']
      from: string | null
      to: string | null
      /** `from` and `to` as the exchange wrote them. */
      caller: string | null
      dialled: string | null
      queue: Queue | null
      /** The exchange's id of the call that this one continues. */
      earlierPbxCallId: string | null
    })
  | (Common & { event: 'answer'; to: string | null })
  | (Common & { event: 'hangup'; cause: NonNullable<Call['cause']> })

export type ReadEvent = { kind: 'event'; event: CtiEvent } | { kind: 'wrong'; error: string }

/** Accepts both spellings of each field, as found in the code of real senders. */
const gathered = (body: Record<string, unknown>): Record<string, unknown> => ({
  ...body,
  callId: body.callId ?? body.call_id ?? body.callid ?? '',
  user: [body.user, body['user[]']].flat().filter((each) => !isEmpty(each)),
  answeringNumber: body.answeringNumber ?? body.answering_number,
  origCallId: body.origCallId ?? body.orig_call_id ?? body.origcallid,
})

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const queuesByName = new Map(queueSchema.options.map((queue) => [queue.toLowerCase(), queue]))
const queueOf = (name: string | undefined): Queue | null => queuesByName.get(name?.toLowerCase() ?? '') ?? null

const directions: Record<string, Call['direction']> = {
  in: 'in',
  inbound: 'in',
  incoming: 'in',
  out: 'out',
  outbound: 'out',
  outgoing: 'out',
}

const numberOf = (raw: string | undefined, plan: NumberingPlan): string | null =>
  raw === undefined ? null : normalisePhoneNumber(raw, plan)

/**
 * Reads an event as any exchange sends it, JSON or form-encoded (already parsed to an object), whole or with only
 * `event` and `callId`. Numbers come out normalised; an unknown queue or cause is no error.
 * @param plan what the exchange leaves out of numbers, or adds to them
 */
export const readCtiEvent = (body: unknown, plan: NumberingPlan = {}): ReadEvent => {
  if (!isRecord(body)) return { kind: 'wrong', error: 'The body must be a JSON object or a form.' }
  const parsed = fieldsSchema.safeParse(gathered(body))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { kind: 'wrong', error: `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not valid'}` }
  }
  const { event, callId: pbxCallId, user: users, from, to, queue, cause } = parsed.data
  const answeringNumber = parsed.data.answeringNumber ?? null
  const earlier = parsed.data.origCallId?.slice(0, maxCallIdLength) ?? null
  const direction = directions[parsed.data.direction?.toLowerCase() ?? 'in']
  if (direction === undefined) return { kind: 'wrong', error: 'direction: must be in or out' }
  switch (event) {
    case 'newcall':
      return {
        kind: 'event',
        event: {
          event: 'newCall',
          pbxCallId,
          users,
          answeringNumber,
          direction,
          from: numberOf(from, plan),
          to: numberOf(to, plan),
          caller: from ?? null,
          dialled: to ?? null,
          // Some exchanges write the queue's name where the number called belongs.
          queue: queueOf(queue) ?? queueOf(to),
          earlierPbxCallId: earlier === pbxCallId ? null : earlier,
        },
      }
    case 'answer':
      return { kind: 'event', event: { event: 'answer', pbxCallId, users, answeringNumber, to: to ?? null } }
    case 'hangup':
      return {
        kind: 'event',
        event: {
          event: 'hangup',
          pbxCallId,
          users,
          answeringNumber,
          cause: hangupCauseOf(cause),
        },
      }
  }
}
