import { hash, verify } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import { isOwnerKnown, type CallIdentity } from '#shared/domain/call'
import { maskServiceCode, serviceCodeSchema, type ServiceCode } from '#shared/domain/service-code'
import { isInForce } from '#shared/domain/time'
import type { CallId } from '#shared/ids'
import type { Database } from '../db/database'
import type { Services } from '../services'
import { alarmAt, isLocked, maxGuesses, refund, spend, type GuessCounts } from './guess-budget'

/** The library's number for Argon2id; its own name for it is a const enum. */
const argon2id = 2

/** OWASP's second choice for Argon2id: 19 MiB, two passes; about 20 ms here. */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Keypads and exchanges may add spaces, a closing # or full-width digits; stored and entered ones are normalised. */
const normalise = (password: string): string => password.normalize('NFKC').replace(/[\s#*]/g, '')

export const hashServicePassword = (password: string): Promise<string> => hash(normalise(password), cost)

type VerifyHash = (hashed: string, password: string) => Promise<boolean>
export const verifyServicePassword: VerifyHash = (hashed, password) => verify(hashed, normalise(password))

/** The hash that is checked where there is no such code, so that the work is the same. */
const createDummyHash = (): Promise<string> => hashServicePassword(`no password ${Math.random()}`)

/** `caller` is the calling number in one form; null where it was withheld. */
type ServiceCodeAttempt = { callId: CallId; caller: string | null; code: string; password: string }
export type VerifiedIdentity = { identity: CallIdentity; mayRetry: boolean }
export type VerifyOptions = { verifyHash?: VerifyHash; limits?: GuessCounts }

/** Queried where there is no such code, so that the database gets the same queries. */
const unknownId = '00000000-0000-0000-0000-000000000000'

type FoundSecret = { passwordHash: string | null; serviceCode: ServiceCode | null; isKnownCaller: boolean }

/** Reads what is known of a code: always the same three queries, whether it exists or not. */
const findSecret = async (db: Kysely<Database>, code: string, caller: string | null): Promise<FoundSecret> => {
  const secret = await db
    .selectFrom('service_code_secret')
    .select(['service_code_id', 'password_hash'])
    .where('code', '=', code)
    .executeTakeFirst()
  const row = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'serviceCode')
    .where('id', '=', secret?.service_code_id ?? unknownId)
    .executeTakeFirst()
  const serviceCode = row === undefined ? null : serviceCodeSchema.parse(row.body)
  const contact = await db
    .selectFrom('contact_phone')
    .select('contact_id')
    // A number without its area code exists in many cities: it proves nothing.
    .where('number', '=', caller?.startsWith('+') === true ? caller : '')
    .where('customer_id', '=', serviceCode?.customerId ?? unknownId)
    .limit(1)
    .executeTakeFirst()
  return {
    passwordHash: serviceCode === null ? null : (secret?.password_hash ?? null),
    serviceCode,
    isKnownCaller: contact !== undefined,
  }
}

const identityFrom = (status: 'verified' | 'expired', serviceCode: ServiceCode, code: string): CallIdentity => ({
  status,
  serviceCodeId: serviceCode.id,
  customerId: serviceCode.customerId,
  maskedCode: maskServiceCode(code),
  validUntil: serviceCode.validUntil,
})

/**
 * Makes the function that checks a service code and its password. Neither an answer nor its time reveals whether the
 * code exists: every attempt makes the same queries and computes one Argon2id. Code and password are never logged.
 */
export const createServiceCodeVerifier = (
  { db, clock, log }: Pick<Services, 'db' | 'clock' | 'log'>,
  { verifyHash = verifyServicePassword, limits = maxGuesses }: VerifyOptions = {},
) => {
  const dummyHash = createDummyHash()

  return async ({ callId, caller, code, password }: ServiceCodeAttempt): Promise<VerifiedIdentity> => {
    const keys = { code, caller, call: callId }
    const counts = await spend(db, keys, clock())
    if (counts.all === alarmAt || counts.all === limits.all + 1)
      log.warn({ failures: counts.all }, 'alarm: service codes are being guessed')

    const { passwordHash, serviceCode, isKnownCaller } = await findSecret(db, code, caller)
    const isRight = (await verifyHash(passwordHash ?? (await dummyHash), password)) && passwordHash !== null
    const identity = ((): CallIdentity => {
      if (isLocked(counts, isKnownCaller, limits)) return { status: 'locked' }
      if (!isRight || serviceCode === null) return { status: 'refused' }
      return identityFrom(isInForce(serviceCode, clock()) ? 'verified' : 'expired', serviceCode, code)
    })()
    if (isOwnerKnown(identity)) await refund(db, keys)
    return { identity, mayRetry: identity.status === 'refused' && counts.call < limits.call }
  }
}
