import { expect, test } from 'vitest'
import { maskServiceCode, meantServiceCode, normaliseServiceCode, serviceCodeForm } from './service-code'

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

test.each([
  // As JSON numbers.
  [512345678, '0512345678'],
  [2012345678, '2012345678'],
  [2112345678, '2112345678'],
  [12345, '12345'],
  [1234, '01234'],
  [7, '00007'],
  // As texts that came through a spreadsheet, or full-width.
  ['0512345678', '0512345678'],
  ['512345678', '0512345678'],
  ['５１２３４５６７８', '0512345678'],
  ["'0512345678", '0512345678'],
  ['512345678.0', '0512345678'],
  ['5.12345678E+08', '0512345678'],
  ['1234', '01234'],
  ['０１２３４', '01234'],
  // A text of no form is refused like any wrong code.
  ['abc', 'abc'],
  ['123456', '123456'],
  ['412345678', '412345678'],
  ['#', ''],
  // Nothing says which code these were.
  [412345678, null],
  [2212345678, null],
  [123456, null],
  [5123456780, null],
  [1.5, null],
  [-12345, null],
  [2 ** 60, null],
  [Number.NaN, null],
  ['5.12E+08', null],
])('%j can only mean %j', (written, code) => {
  expect(meantServiceCode(written)).toBe(code)
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
