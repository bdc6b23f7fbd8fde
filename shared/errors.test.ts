import { expect, test } from 'vitest'
import { errorCodes, errorSentence, errorTable } from './errors'

const places = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort()

test.each(errorCodes)('%s has a sentence in both languages with the same places', (code) => {
  const { zh, en } = errorTable[code]
  expect(zh).toMatch(/[一-鿿].*[。]$/)
  expect(en).toMatch(/^[A-Z“{].*\.$/)
  expect(places(zh)).toEqual(places(en))
})

test('a sentence is filled from its params and never shows a bare place', () => {
  expect(errorSentence('en', { code: 'tooManyAttempts', params: { minutes: '15' } })).toContain('15 minutes')
  expect(errorSentence('zh', { code: 'badInput', params: {} })).not.toContain('{')
})
