import { expect, it } from 'vitest'
import { normaliseRemoteCode, remoteCodeAlphabet, shownRemoteCode } from './remote-code'

it.each<[string, string | null]>([
  ['abc234', 'ABC234'],
  [' ABC-234 ', 'ABC234'],
  ['ＡＢＣ　２３４', 'ABC234'],
  ['ABC·234', 'ABC234'],
  ['ABC23', null],
  ['ABC2345', null],
  ['ABC10O', null],
  ['', null],
  ['码'.repeat(6), null],
])('%s is read as %s', (written, code) => expect(normaliseRemoteCode(written)).toBe(code))

it('is shown in two groups and has no look-alikes', () => {
  expect(shownRemoteCode('ABC234')).toBe('ABC 234')
  expect(remoteCodeAlphabet).toHaveLength(31)
  expect(remoteCodeAlphabet).not.toMatch(/[01ILO]/)
})
