import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** What a sender writes when the caller hides the number. */
const withheld = new Set(['anonymous', 'unknown', 'private', 'restricted', 'unavailable', ''])

/** `"Li" <sip:13800138000@pbx>` → 13800138000, as bridges that pass SIP headers through write it. */
const bareAddress = (text: string): string => {
  const inner = /<([^>]*)>/.exec(text)?.[1] ?? text
  return (inner.replace(/^(?:sips?|tel):/i, '').split('@')[0] ?? '').trim()
}

/** Longer than any number of any country: what is longer is noise and is cut. */
const longest = 32

/**
 * Brings a number as any exchange writes it to one form, so that both sides of a match look alike.
 * Takes E.164 with or without `+`, `0086`, national forms, full-width digits, spaces, `/`, `-`, brackets; an extension
 * is cut off.
 * @returns E.164 with `+`, the bare digits where it is no public number (an extension of the exchange), or null where
 *   withheld.
 */
export const normalisePhoneNumber = (raw: string): string | null => {
  const narrow = bareAddress(raw.slice(0, 256).normalize('NFKC').trim()).slice(0, 64)
  if (withheld.has(narrow.toLowerCase())) return null
  const main = narrow.split(/(?:ext\.?|x|转|分机|[,;#])/i)[0] ?? ''
  const digits = main.replace(/\D/g, '')
  if (digits === '') return null
  if (digits.length < 7) return digits
  const hasPlus = main.trim().startsWith('+')
  for (const candidate of hasPlus ? [`+${digits}`] : [digits.replace(/^00/, '+'), `+${digits}`, digits]) {
    const parsed = parsePhoneNumberFromString(candidate, 'CN')
    if (parsed?.isValid()) return parsed.number
  }
  return digits.slice(0, longest)
}

/** 138****8000: enough to recognise a number, not enough to dial it. */
export const maskPhoneNumber = (number: string): string => {
  const local = number.startsWith('+86') ? number.slice(3) : number
  if (local.length < 7) return local.replace(/.(?=..)/g, '*')
  return `${local.slice(0, 3)}${'*'.repeat(Math.max(4, local.length - 7))}${local.slice(-4)}`
}
