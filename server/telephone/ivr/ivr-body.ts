import { z } from 'zod'
import { problemDomainSchema } from '#shared/domain/problem-domain'
import { menuPathSchema } from '#shared/domain/queue'
import { normaliseServiceCode } from '#shared/domain/service-code'

const narrow = (value: unknown): unknown => {
  const one: unknown = Array.isArray(value) ? value[0] : value
  if (one === null || one === '') return undefined
  return typeof one === 'number' ? String(one) : one
}
const word = (limit: number) =>
  z.preprocess(
    narrow,
    z.string('is missing').trim().min(1, 'is missing').max(limit, `is longer than ${limit} characters`),
  )

const callId = word(250)
const path = z.preprocess((value) => {
  const text = narrow(value)
  return typeof text === 'string'
    ? text
        .normalize('NFKC')
        .replace(/[\s#]/g, '')
        .replace(/[,.>/]/g, '-')
    : text
}, menuPathSchema)
/** A domain this version does not know is no reason to refuse a caller. */
const problemDomain = z
  .preprocess(narrow, problemDomainSchema.nullish().catch(null))
  .transform((domain) => domain ?? null)

export const menuBodySchema = z.object({ callId, path, problemDomain })
export const verifyBodySchema = z.object({
  callId,
  serviceCode: word(256).transform(normaliseServiceCode),
  password: word(128),
  menu: z.preprocess((value) => narrow(value) ?? null, path.nullable()),
  problemDomain,
  /** Beyond the contract, for budgets by caller: the number as it was written, where the voice menu knows it before the ring. */
  from: z.preprocess(narrow, z.string().optional()).transform((number) => number ?? null),
})

/** `call_id` is as common as `callId`. */
export const withCallId = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {}
  const fields = body as Record<string, unknown>
  return { ...fields, callId: fields.callId ?? fields.call_id }
}

/** The first thing wrong, naming its field and never its value. */
export const sentenceOf = (error: z.ZodError): string => {
  const [issue] = error.issues
  return `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not valid'}`
}
