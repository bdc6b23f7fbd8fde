import { z } from 'zod'
import { problemDomainSchema } from '#shared/domain/problem-domain'
import { menuPathSchema } from '#shared/domain/queue'
import { meantServiceCode } from '#shared/domain/service-code'

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
/** Passwords have eight digits or more; a shorter number may have lost leading zeros. */
const minPasswordLength = 8

/**
 * A code or a password: text as it is, a JSON number only where it is unambiguous. What is refused here does not count
 * as an attempt.
 * @param why says what to send instead; it depends on the form alone, never on which codes exist
 */
const secret = (limit: number, meant: (written: string | number) => string | null, why: string) =>
  z.unknown().transform((raw, context): string => {
    const one: unknown = Array.isArray(raw) ? raw[0] : raw
    const read = typeof one === 'number' ? { success: true as const, data: one } : word(limit).safeParse(raw)
    const value = read.success ? meant(read.data) : null
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: read.success ? why : (read.error.issues[0]?.message ?? 'not valid') })
    return z.NEVER
  })

const serviceCode = secret(
  256,
  meantServiceCode,
  'came as a number that can be no service code, so digits were lost on the way; send it as text, such as "0512345678". This was not counted as a try',
)
const password = secret(
  128,
  (written) => {
    if (typeof written === 'string') return written
    const text = String(written)
    return Number.isSafeInteger(written) && written >= 0 && text.length >= minPasswordLength ? text : null
  },
  'came as a number whose leading zeros may be lost; send it as text, such as "00123456". This was not counted as a try',
)
/** An unknown domain is no reason to refuse a caller. */
const problemDomain = z
  .preprocess(narrow, problemDomainSchema.nullish().catch(null))
  .transform((domain) => domain ?? null)

/**
 * Beyond the contract: the calling number as written, where the voice menu knows it before the ring. It is used for the
 * budget by caller, and to recognise the call when it rings under another id.
 */
const from = z.preprocess(narrow, z.string().optional()).transform((number) => number ?? null)

export const menuBodySchema = z.object({ callId, path, problemDomain, from })
export const verifyBodySchema = z.object({
  callId,
  serviceCode,
  password,
  menu: z.preprocess((value) => narrow(value) ?? null, path.nullable()),
  problemDomain,
  from,
})

/** Accepts `call_id`, which is as common as `callId`. */
export const withCallId = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {}
  const fields = body as Record<string, unknown>
  return { ...fields, callId: fields.callId ?? fields.call_id }
}

/** @returns the first error, naming its field and never its value */
export const sentenceOf = (error: z.ZodError): string => {
  const [issue] = error.issues
  return `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not valid'}`
}
