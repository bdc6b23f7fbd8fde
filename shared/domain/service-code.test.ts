import { expect, test } from 'vitest'
import { isServiceCodeValid, maskServiceCode, normaliseServiceCode, serviceCodeForm } from './service-code'

test.each([
  ['0512345678', '0512345678'],
  ['０５１２３４５６７８', '0512345678'],
  [' 05 1234-5678 ', '0512345678'],
  ['0512345678#', '0512345678'],
  ['05–1234—5678', '0512345678'],
  ['2012.3456_78', '2012345678'],
])('%j is the code %s', (raw, code) => {
  expect(normaliseServiceCode(raw)).toBe(code)
})

test('a code of 10,000 digits is cut', () => {
  expect(normaliseServiceCode('1'.repeat(10_000))).toHaveLength(64)
})

test.each([
  ['0512345678', 'nc10'],
  ['12345', 'nc5'],
  ['05123', 'nc5'],
  ['2012345678', 'ncCloud'],
  ['2112345678', 'ncCloud'],
  ['2212345678', null],
  ['051234567', null],
  ['05123456789', null],
  ['', null],
  ['abcde', null],
  ['٠٥١٢٣', null],
])('the form of %j is %s', (code, form) => {
  expect(serviceCodeForm(code)).toBe(form)
})

test.each([
  ['0512345621', '05••••••21'],
  ['12345', '1•••5'],
  ['2012345678', '20••••••78'],
])('%s is shown as %s', (code, masked) => {
  expect(maskServiceCode(code)).toBe(masked)
})

test('a code is valid from its first instant to before its last', () => {
  const code = { validFrom: 100, validUntil: 200 }
  expect([99, 100, 199, 200].map((now) => isServiceCodeValid(code, now))).toEqual([false, true, true, false])
})
