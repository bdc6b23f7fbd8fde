import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max'

/** A number as it stands in a text: its digits in the groups in which they were written. */
type WrittenNumber = {
  /** It begins with a plus. */
  hasPlus: boolean
  groups: string[]
}

/** Longer text around a number is noise. */
const maxWrittenLength = 256
/** Fewer digits are a number inside an exchange or of a service, never a subscriber's. */
export const shortestOutside = 7

/** Digits and what people put between them; brackets and a plus may stand before. */
const runs = /[+([\s]*\d[\d\s\p{Pd}\u2212./()[\]_~·•]*/gu

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** `"Li" <sip:13800138000@pbx;user=phone>` → 13800138000, as bridges that pass SIP headers through write it. */
const bareAddress = (text: string): string => {
  const inner = /<([^<>]+)>/.exec(text)?.[1] ?? text
  const withoutScheme = inner.trim().replace(/^(?:sips?|tel|callto|h323):(?:\/\/)?/i, '')
  return (withoutScheme.split('@')[0] ?? '').replace(/^%2b/i, '+').trim()
}

/** `"Line 2" 13800138000`, `Wang2 13800138000`: a name may carry a digit of its own. */
const withoutName = (text: string): string => {
  const bare = text.replace(/"[^"]*"/g, ' ').replace(/^\s*\p{L}+\d{1,2}\s+(?=\+|0|1[3-9]\d{9})/u, '')
  return digitsOf(bare).length >= shortestOutside ? bare : text
}

/** The digit of a login such as lin2 is no extension; the one after "ext" is. */
const isPartOfWord = (text: string, start: number, end: number): boolean =>
  /[a-z_]$/i.test(text.slice(0, start).replace(/(?<![a-z])(?:extension|extn?|tel|x)$/i, '')) ||
  /^[a-z_]/i.test(text.slice(end).replace(/^(?:extension|extn?|x)(?![a-z])/i, ''))

/**
 * Finds the number in what an exchange sent or a person wrote: the first run of digits that is long enough for an
 * outside number, else the first that stands alone. What follows a letter, `#`, `*`, `,` or `;` is an extension and
 * left out.
 * @returns the ways to read it, the likelier first: a `(0)` inside is mostly not dialled. Empty where there is none.
 */
const writtenNumbers = (raw: string): WrittenNumber[] => {
  const text = withoutName(
    bareAddress(
      raw
        .slice(0, maxWrittenLength)
        .normalize('NFKC')
        .replace(/\p{Cf}/gu, ''),
    ),
  )
  const found = [...text.matchAll(runs)].map((match) => ({ run: match[0], start: match.index }))
  const chosen =
    found.find(({ run }) => digitsOf(run).length >= shortestOutside) ??
    found.find(({ run, start }) => {
      const end = start + run.trimEnd().length
      return !isPartOfWord(text, start + (run.length - run.trimStart().length), end)
    })
  if (chosen === undefined || /^0*$/.test(digitsOf(chosen.run))) return []
  const hasPlus = /^[^\d]*\+/.test(chosen.run)
  const inGroups = (run: string): WrittenNumber => ({ hasPlus, groups: run.match(/\d+/g) ?? [] })
  const withoutZero = chosen.run.replace(/(?<=\d.*)[([]\s*0\s*[)\]]/, ' ')
  return withoutZero === chosen.run ? [inGroups(chosen.run)] : [inGroups(withoutZero), inGroups(chosen.run)]
}

/** What an exchange leaves out of the numbers it sends, or adds to them. */
export type NumberingPlan = {
  /** The area code of the exchange's own town, such as 010, which it leaves out of local numbers. */
  areaCode?: string | null
  /** The digit that the exchange puts before outside numbers, such as 0 or 9. */
  outsideLine?: string | null
}

/** Longer than any number of any country: what is longer is noise and is cut. */
const longest = 32

/** A subscriber of some town in China, without the area code. */
const localForm = /^[2-8]\d{6,7}$/
const isLocal = (digits: string): boolean => localForm.test(digits)

const validOr = (parsed: PhoneNumber | undefined): PhoneNumber | null => (parsed?.isValid() === true ? parsed : null)
const international = (digits: string): string | null =>
  validOr(parsePhoneNumberFromString(`+${digits.replace(/^00/, '')}`))?.number ?? null
const national = (digits: string): PhoneNumber | null => validOr(parsePhoneNumberFromString(digits, 'CN'))

/** Forms that can only be meant one way here: `00…`, `0…` and the mobile and service numbers of China. */
const plainNumber = (digits: string): string | null => {
  if (digits.startsWith('00')) return international(digits)
  const here = isLocal(digits) ? null : national(digits)
  if (here !== null && (digits.startsWith('0') || here.getType() !== 'FIXED_LINE')) return here.number
  return digits.startsWith('086') ? international(digits.slice(1)) : null
}

const localNumber = (digits: string, { areaCode }: NumberingPlan): string =>
  (areaCode ? national(`0${areaCode.replace(/^0/, '')}${digits}`)?.number : undefined) ?? digits

/** Bare digits, the surest reading first; digits that are no number of any plan stay as they are. */
const readDigits = (digits: string, plan: NumberingPlan): string => {
  if (digits.length < shortestOutside) return digits
  const outside = plan.outsideLine && digits.startsWith(plan.outsideLine) ? digits.slice(plan.outsideLine.length) : ''
  // With 0 before it, 020 of Guangzhou looks like 0020 of Egypt; an exchange that adds a digit adds it to each number.
  const isOfATown = outside.startsWith('0') && national(outside)?.getType() === 'FIXED_LINE'
  const plain = (isOfATown ? plainNumber(outside) : null) ?? plainNumber(digits)
  if (plain !== null) return plain
  const plainOutside = outside === '' ? null : plainNumber(outside)
  if (plainOutside !== null) return plainOutside
  if (isLocal(digits)) return localNumber(digits, plan)
  const whole = digits.startsWith('0') ? null : (international(digits) ?? national(digits)?.number ?? null)
  if (whole !== null) return whole
  if (isLocal(outside)) return localNumber(outside, plan)
  return (outside.startsWith('0') || outside === '' ? null : international(outside)) ?? digits
}

const isWhole = (number: string | null): number is string => number?.startsWith('+') === true

/** `010-62436838-801`: only what makes no number as a whole ends in an extension or a second number. */
const readWritten = ({ hasPlus, groups }: WrittenNumber, plan: NumberingPlan): string | null => {
  const digits = groups.join('')
  const trimmed = groups.slice(0, -1).join('')
  // `1-650-253-0000`: nobody separates the first digit of a Chinese mobile number.
  if (hasPlus || (groups.length > 1 && groups[0] === '1')) {
    const abroad = international(digits) ?? international(trimmed)
    if (abroad !== null) return abroad
  }
  const isWithOutsideLine = plan.outsideLine && digits.startsWith(plan.outsideLine)
  const plain = isWithOutsideLine ? null : (plainNumber(digits) ?? plainNumber(trimmed))
  if (plain !== null) return plain
  const isLocalWithExtension =
    isLocal(trimmed) && (groups.length === 2 || groups[0]?.length === 4) && (groups.at(-1)?.length ?? 0) <= 5
  if (isLocalWithExtension && groups[0]?.length !== 3) return readDigits(trimmed, plan)
  return [digits, trimmed].map((each) => readDigits(each, plan)).find(isWhole) ?? null
}

/**
 * Brings a number as any exchange or person writes it to one form, so that both sides of a match look alike.
 * Takes E.164 with or without `+`, `0086`, national and local forms, an outside-line digit, full-width digits, any
 * separators, names around it and extensions, which are cut off. Never throws; what it returns it returns unchanged.
 * @param plan what this exchange leaves out or adds; without it a local number stays bare.
 * @returns E.164 with `+`; the bare digits where it is no whole public number (an extension of the exchange, a local
 *   number of an unknown town); null where withheld.
 */
export const normalisePhoneNumber = (raw: string, plan: NumberingPlan = {}): string | null => {
  const written = writtenNumbers(raw)
  for (const each of written) {
    const number = readWritten(each, plan)
    if (number !== null) return number
  }
  const digits = written[0]?.groups.join('').slice(0, longest)
  return digits === undefined ? null : readDigits(digits, plan)
}

/** Whether it is a subscriber's number without the area code; whose it is has to be asked. */
export const isLocalNumber = (number: string): boolean => isLocal(number)

/**
 * How else a normalised number may stand in a file: without its area code, or as the number of North America that an
 * exchange wrote without the plus. Reasons to ask, never proof.
 */
export const possibleNumbers = (number: string): string[] => {
  if (!number.startsWith('+86')) {
    const abroad = isLocal(number) ? international(number) : null
    return abroad === null ? [] : [abroad]
  }
  const digits = number.slice(3)
  if (/^1[3-9]\d{9}$/.test(digits)) {
    const abroad = international(digits)
    return abroad === null ? [] : [abroad]
  }
  return [/^(?:10|2)/.test(digits) ? digits.slice(2) : digits.slice(3)].filter(isLocal)
}

/**
 * 138****8000: enough to recognise a number, not enough to dial it. An extension of the exchange is nobody's secret.
 */
export const maskPhoneNumber = (number: string): string => {
  if (!number.startsWith('+') && number.replace(/\D/g, '').length < shortestOutside) return number
  const local = number.startsWith('+86') ? number.slice(3) : number
  if (local.length < 7) return local.replace(/.(?=..)/g, '*')
  return `${local.slice(0, 3)}${'*'.repeat(Math.max(4, local.length - 7))}${local.slice(-4)}`
}
