import { z } from 'zod'
import { hangupCauseSchema, type Call } from '#shared/domain/call'
import { normalisePhoneNumber, type NumberingPlan } from '#shared/domain/phone-number'
import { queueSchema, type Queue } from '#shared/domain/queue'

/** As long as the contract with the exchange allows. */
const callIdLimit = 250
const peopleLimit = 200

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''
const word = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string().trim())
const optionalWord = z.preprocess((value) => (isEmpty(value) ? undefined : value), word.optional())
/** A repeated form key arrives as a list; a number is said once, so the first counts. */
const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
const oneWord = z.preprocess(firstOf, optionalWord)
const words = z.preprocess(
  (value): unknown[] => (isEmpty(value) ? [] : Array.isArray(value) ? value.filter((each) => !isEmpty(each)) : [value]),
  z.array(word.pipe(z.string().max(100))).max(peopleLimit),
)

const callId = z.preprocess(
  firstOf,
  word.pipe(z.string().min(1, 'is missing').max(callIdLimit, `is longer than ${callIdLimit} characters`)),
)

const fieldsSchema = z.object({
  event: word
    .transform((name) => name.toLowerCase())
    .pipe(z.enum(['newcall', 'answer', 'hangup'], 'must be newCall, answer or hangup')),
  callId,
  from: oneWord,
  to: oneWord,
  direction: oneWord,
  queue: oneWord,
  answeringNumber: oneWord,
  cause: oneWord,
  user: words,
})

type Common = { pbxCallId: string; users: string[] }
export type CtiEvent =
  | (Common & {
      event: 'newCall'
      direction: Call['direction']
      from: string | null
      to: string | null
      /** `to` as the exchange wrote it. */ dialled: string | null
      queue: Queue | null
    })
  | (Common & { event: 'answer'; answeringNumber: string | null })
  | (Common & { event: 'hangup'; cause: NonNullable<Call['cause']> })

export type ReadEvent =
  { kind: 'event'; event: CtiEvent } | { kind: 'invalidDirection' } | { kind: 'wrong'; error: string }

/** Both spellings of each field, as found in the code of real senders. */
const gathered = (body: Record<string, unknown>): Record<string, unknown> => ({
  ...body,
  callId: body.callId ?? body.call_id ?? body.callid ?? '',
  user: [body.user, body['user[]']].flat().filter((each) => !isEmpty(each)),
  answeringNumber: body.answeringNumber ?? body.answering_number,
})

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const queueOf = (name: string | undefined): Queue | null => {
  const parsed = queueSchema.safeParse(name)
  return parsed.success ? parsed.data : null
}

const numberOf = (raw: string | undefined, plan: NumberingPlan): string | null =>
  raw === undefined ? null : normalisePhoneNumber(raw, plan)

/**
 * Reads an event as any exchange sends it, JSON or form-encoded (already parsed to an object), whole or with only
 * `event` and `callId`. Numbers come out normalised; an unknown queue or cause is not held against the sender.
 * @param plan what the exchange leaves out of numbers or adds.
 */
export const readCtiEvent = (body: unknown, plan: NumberingPlan = {}): ReadEvent => {
  if (!isRecord(body)) return { kind: 'wrong', error: 'The body must be a JSON object or a form.' }
  const parsed = fieldsSchema.safeParse(gathered(body))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { kind: 'wrong', error: `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not valid'}` }
  }
  const { event, callId: pbxCallId, user: users, direction, from, to, queue, answeringNumber, cause } = parsed.data
  if (direction !== undefined && direction !== 'in' && direction !== 'out') return { kind: 'invalidDirection' }
  switch (event) {
    case 'newcall':
      return {
        kind: 'event',
        event: {
          event: 'newCall',
          pbxCallId,
          users,
          direction: direction ?? 'in',
          from: numberOf(from, plan),
          to: numberOf(to, plan),
          dialled: to ?? null,
          queue: queueOf(queue),
        },
      }
    case 'answer':
      return { kind: 'event', event: { event: 'answer', pbxCallId, users, answeringNumber: answeringNumber ?? null } }
    case 'hangup':
      return {
        kind: 'event',
        event: {
          event: 'hangup',
          pbxCallId,
          users,
          cause: cause === undefined ? 'normalClearing' : hangupCauseSchema.catch('other').parse(cause),
        },
      }
  }
}
