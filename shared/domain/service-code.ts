import { z } from 'zod'
import { openObject } from '../open-object'
import { customerIdSchema, serviceCodeIdSchema } from '../ids'
import { instantSchema } from './time'

/**
 * What a console may know of a 服务识别码: whose it is and how long it is good. No digit of it and no password,
 * so that no search by company can lead a caller to a code.
 */
export const serviceCodeSchema = openObject({
  id: serviceCodeIdSchema,
  customerId: customerIdSchema,
  form: z.enum(['nc10', 'nc5', 'ncCloud']),
  validFrom: instantSchema,
  validUntil: instantSchema,
})
export type ServiceCode = z.infer<typeof serviceCodeSchema>

/**
 * Full-width digits, spaces, dashes, a spreadsheet's apostrophe and the closing # as callers and exchanges write them →
 * the bare code.
 */
export const normaliseServiceCode = (raw: string): string =>
  raw
    .slice(0, 256)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}_.#*'’]/gu, '')
    .slice(0, 64)

/** The three forms of the vendor's codes; null where it is none of them. */
export const serviceCodeForm = (code: string): ServiceCode['form'] | null => {
  if (/^05\d{8}$/.test(code)) return 'nc10'
  if (/^\d{5}$/.test(code)) return 'nc5'
  if (/^2[01]\d{8}$/.test(code)) return 'ncCloud'
  return null
}

/** Zeros are lost from the front only: what is left is the end of a code of either length. */
const withLostZeros = (digits: string): string =>
  [digits, digits.padStart(5, '0'), digits.padStart(10, '0')].find((code) => serviceCodeForm(code) !== null) ?? digits

/** `5.12345678E+08` is whole, `5.12E+08` is not; null where digits are lost. */
const wholeDigits = (written: string): string | null => {
  const [, first = '', rest = '', power = ''] = /^(\d)(?:\.(\d+))?e\+?(\d{1,2})$/i.exec(written) ?? []
  if (first === '') return written.replace(/^(\d+)\.0+$/, '$1')
  return rest.length === Number(power) ? first + rest : null
}

/**
 * The code that was meant where leading zeros were lost on the way, through a JSON number or a spreadsheet: no two
 * codes differ in leading zeros alone, because each form has one length and 05, 20 or 21 begin the long ones.
 * @returns null where a number can be no code, or digits other than zeros in front were lost: no try was made then.
 *   A text of no known form comes out as it is, to be refused like any wrong code.
 */
export const meantServiceCode = (written: string | number): string | null => {
  if (typeof written === 'number') {
    const code = withLostZeros(String(written))
    return serviceCodeForm(code) === null ? null : code
  }
  const digits = wholeDigits(written.slice(0, 256).normalize('NFKC').trim())
  if (digits === null) return null
  const code = normaliseServiceCode(digits)
  return /^\d+$/.test(code) ? withLostZeros(code) : code
}

/** 05••••••21: what the screen shows of the caller's own verified code. */
export const maskServiceCode = (code: string): string =>
  code.length <= 5
    ? `${code.slice(0, 1)}•••${code.slice(-1)}`
    : `${code.slice(0, 2)}${'•'.repeat(code.length - 4)}${code.slice(-2)}`
