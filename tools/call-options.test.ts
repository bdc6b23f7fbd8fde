import { expect, test } from 'vitest'
import { demoCodes } from '#shared/practice/scenarios'
import { readCallOptions, WrongOption } from './call-options'

test('the call of the README', () => {
  expect(readCallOptions(['--from', '13800138000', '--code', '0512345678', '--password', '20260601'])).toEqual({
    server: 'http://127.0.0.1:4646',
    token: 'demo',
    ending: 'answered',
    ringMs: 5000,
    talkMs: 20_000,
    isForm: false,
    call: { from: '13800138000', menu: '2', code: '0512345678', password: '20260601' },
  })
})

test('a scenario brings its caller, and options change it', () => {
  expect(
    readCallOptions([
      '--scenario',
      'verified',
      '--menu',
      '4',
      '--user',
      '8001',
      '--user',
      '8002',
      '--no-answer',
      '--form',
    ]),
  ).toMatchObject({
    ending: 'unanswered',
    isForm: true,
    call: { ...demoCodes.verified, menu: '4', users: ['8001', '8002'] },
  })
})

test.each([
  [[]],
  [['--from']],
  [['--from', '1', '--code', '2']],
  [['--from', '1', '--menu', '9']],
  [['--scenario', 'party']],
  [['--from', '1', '--ring', 'soon']],
  [['--from', '1', '--server', 'ftp://x']],
  [['--from', '1', '--server', 'nonsense']],
  [['--from', '1', '--domain', 'x']],
  [['--nonsense']],
  [['1']],
])('%j is explained', (args) => {
  expect(() => readCallOptions(args)).toThrow(WrongOption)
})
