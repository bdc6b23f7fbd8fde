import fc from 'fast-check'
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' }
import { getCountries, getExampleNumber, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max'
import { expect, test } from 'vitest'
import { normalisePhoneNumber } from './phone-number'

const isMobileOfChina = (digits: string): boolean => /^1[3-9]\d{9}$/.test(digits)
const isSubscriber = (number: PhoneNumber | undefined): number is PhoneNumber =>
  number?.isValid() === true && number.number.length >= 9

/** A number of some country that the library calls valid: an example, its last digits drawn anew. */
const validNumber = fc
  .tuple(
    fc.constantFrom(...getCountries()),
    fc.integer({ min: 1, max: 8 }),
    fc.array(fc.nat(9), { minLength: 8, maxLength: 8 }),
  )
  .map(([country, count, drawn]): PhoneNumber | undefined => {
    const example = getExampleNumber(country, examples)
    if (example === undefined) return undefined
    const kept = example.nationalNumber.slice(0, -count)
    return parsePhoneNumberFromString(
      `+${example.countryCallingCode}${kept}${drawn.slice(-Math.min(count, example.nationalNumber.length)).join('')}`,
    )
  })
  .filter(isSubscriber)

/** A fixed or mobile number of China in E.164, and its national digits without the 0. */
const ofChina = fc
  .tuple(fc.constantFrom('10', '21', '20', '755', '512', '335', '851', '138', '186'), fc.nat(99_999_999))
  .map(([area, rest]) => {
    const tail = String(rest).padStart(8, '0')
    return parsePhoneNumberFromString(`+86${area}${area === '335' ? tail.slice(1) : tail}`)
  })
  .filter(isSubscriber)

const wide = (text: string): string =>
  text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000')
const same = (text: string): string => text

/** What stands before and after a number and says nothing about it. */
const around = fc.constantFrom<(number: string) => string>(
  same,
  wide,
  (number) => ` ${number}\t`,
  (number) => `"Wang" <${number}>`,
  (number) => `sip:${number}@10.0.0.8:5060`,
  (number) => `"王 2" <sip:${number}@pbx;user=phone>`,
  (number) => `tel:${number}`,
  (number) => `王先生${number}`,
  (number) => `Max ${number}`,
  (number) => `${number}（王）`,
)
const extension = fc.constantFrom(
  ...['', '转801', ' 转 801', ' ext 801', ' ext. 801', 'x801', ';ext=801', '#801', '分机801', '，801', ',,801'],
  ...['*801', '轉801', '(分机801)', ' extension 801', '；801'],
)
const separator = fc.constantFrom('', ' ', '-', '/', '.', '–', '\u00a0')

/** The digits in groups of 3 or 4 from the end, as people write them; the country code stands alone. */
const grouped = (digits: string, by: string): string => digits.replace(/(?<=\d{2})(?=(?:\d{4})+$)/g, by)

test('a number of any country is the same with plus, with 00 and in E.164 without plus', () => {
  fc.assert(
    fc.property(validNumber, around, extension, separator, (number, place, suffix, by) => {
      const code = number.countryCallingCode
      const rest = grouped(number.nationalNumber, by)
      for (const spelling of [
        `+${code}${by}${rest}`,
        `00${code}${by}${rest}`,
        `+${code}(${rest.replace(/[()]/g, '')})`,
      ])
        expect(normalisePhoneNumber(place(`${spelling}${suffix}`)), spelling).toBe(number.number)
      const bare = number.number.slice(1)
      // What could be a number of China as well is taken for one: the hotline is there.
      const isFree = !/^[2-8]\d{6,7}$/.test(bare) && parsePhoneNumberFromString(bare, 'CN')?.isValid() !== true
      if (isFree && !isMobileOfChina(bare)) expect(normalisePhoneNumber(place(`${bare}${suffix}`))).toBe(number.number)
    }),
    { numRuns: 3000 },
  )
})

test('the international spelling of the library, and one in brackets, come back', () => {
  fc.assert(
    fc.property(validNumber, around, (number, place) => {
      expect(normalisePhoneNumber(place(number.formatInternational()))).toBe(number.number)
      expect(normalisePhoneNumber(place(`(+${number.countryCallingCode}) ${number.nationalNumber}`))).toBe(
        number.number,
      )
      expect(normalisePhoneNumber(number.getURI())).toBe(number.number)
    }),
    { numRuns: 2000 },
  )
})

test('a number of China is the same however it is written', () => {
  fc.assert(
    fc.property(ofChina, around, extension, separator, (number, place, suffix, by) => {
      const digits = number.nationalNumber
      const isMobile = isMobileOfChina(digits)
      const area = /^(?:10|2\d)/.test(digits) ? digits.slice(0, 2) : digits.slice(0, 3)
      const local = grouped(digits.slice(area.length), by)
      const written = `${area}${by}${local}`
      const spellings = [`+86${by}${written}`, `0086${by}${written}`, `86${by}${written}`, `+86 (0)${written}`]
      const home = isMobile
        ? [written, `0${written}`]
        : [`0${written}`, `(0${area})${local}`, `（0${area}）${local}`, `+86(0${area})${local}`]
      for (const spelling of [...spellings, ...home]) {
        expect(normalisePhoneNumber(place(`${spelling}${suffix}`)), spelling).toBe(number.number)
        expect(normalisePhoneNumber(place(`${spelling}-801`)), `${spelling}-801`).toBe(number.number)
      }
      // 0 and 0186… together may be 00186…, a number of North America: as such it is the more likely.
      const dialled = home.filter((each) => /^\d/.test(each) && !(isMobile && each.startsWith('0')))
      for (const outsideLine of ['0', '9'])
        for (const spelling of dialled)
          expect(normalisePhoneNumber(`${outsideLine}${spelling}`, { outsideLine }), spelling).toBe(number.number)
      if (isMobile) return
      const bare = digits.slice(area.length)
      if (!/^[2-8]/.test(bare)) return
      expect(normalisePhoneNumber(place(`${local}${suffix}`), { areaCode: `0${area}` })).toBe(number.number)
      expect(normalisePhoneNumber(place(`${local}${suffix}`))).toBe(bare)
    }),
    { numRuns: 2000 },
  )
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...Array.from('0123456789'),
        '+',
        '(',
        ')',
        '（',
        '０',
        '-',
        '/',
        ' ',
        'x',
        '转',
        '<',
        '>',
        '@',
        '"',
        ';',
      ),
      {
        maxLength: 40,
      },
    )
    .map((parts) => parts.join('')),
)
const anyPlan = fc.record({
  areaCode: fc.constantFrom(null, '010', '0755', '335'),
  outsideLine: fc.constantFrom(null, '0', '9', '8', '1'),
})

test('any text is read without throwing, and the result is read as itself', () => {
  fc.assert(
    fc.property(anyText, anyPlan, (text, plan) => {
      const number = normalisePhoneNumber(text, plan)
      if (number === null) return
      expect(number).toMatch(/^\+?\d{1,32}$/)
      expect(normalisePhoneNumber(number, plan)).toBe(number)
    }),
    { numRuns: 20_000 },
  )
})
