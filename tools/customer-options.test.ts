import { expect, test } from 'vitest'
import { WrongOption } from './call-options'
import { readCustomerOptions } from './customer-options'

test('a code is enough; everything is allowed, the tab is shared', () => {
  expect(readCustomerOptions(['--code', 'abc 234'])).toEqual({
    server: 'http://127.0.0.1:4646',
    code: 'ABC234',
    name: '王会计',
    rights: ['screen', 'data', 'passwords', 'settings'],
    share: 'tab',
    seconds: null,
    browser: null,
  })
  expect(readCustomerOptions(['--help'])).toBe('help')
})

test('rights are denied one by one or as a list', () => {
  const args = [
    '--code',
    'ABC234',
    '--deny',
    'data，passwords',
    '--deny',
    'ｓｅｔｔｉｎｇｓ',
    '--server',
    'https://x/hotline/',
  ]
  expect(readCustomerOptions(args)).toMatchObject({ rights: ['screen'], server: 'https://x/hotline' })
})

test.each([
  [[]],
  [['--code', 'ABC10O']],
  [['--code', 'ABC234', '--deny', 'everything']],
  [['--code', 'ABC234', '--share', 'window']],
  [['--code', 'ABC234', '--server', 'ftp://x']],
  [['--code', 'ABC234', '--seconds', 'soon']],
  [['--nonsense']],
])('%j is explained', (args) => {
  expect(() => readCustomerOptions(args)).toThrow(WrongOption)
})
