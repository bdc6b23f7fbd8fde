import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoCodes, demoNumbers, scenarios } from '#shared/demo/scenarios'
import { readCallOptions, WrongOption } from './call-options'

/** The lines of commands and the table of callers, as a reader of this README would copy them. */
const readReadme = (name: string) => {
  const lines = readFileSync(join(import.meta.dirname, '..', name), 'utf8').split('\n')
  const calls = lines.flatMap((line) => /^npm run call -- (.+)$/.exec(line)?.[1]?.split(' ') ?? [])
  const callers = lines.flatMap((line) => {
    const [, , number = '', code, password] = line.split('|').map((cell) => cell.trim())
    return /^\d{11}$/.test(number) ? [{ number, code, password }] : []
  })
  return { calls, callers }
}

describe.each(['README.md', 'README.zh-CN.md'])('%s', (name) => {
  const { calls, callers } = readReadme(name)

  test('its example call is the verified caller of the demo data', () => {
    expect(readCallOptions(calls)).toEqual({
      server: 'http://127.0.0.1:4646',
      token: 'demo',
      ending: 'answered',
      ringMs: 5000,
      talkMs: 20_000,
      isForm: false,
      call: { from: demoNumbers.verified, menu: scenarios.verified.menu, ...demoCodes.verified },
    })
  })

  test('its table of callers matches the demo data, with code and password', () => {
    const known = Object.entries(demoNumbers).map(([key, number]) => {
      const { code = '', password = '' } = key in demoCodes ? demoCodes[key as keyof typeof demoCodes] : {}
      return { number, code, password }
    })
    const byNumber = (one: { number: string }, other: { number: string }): number =>
      one.number.localeCompare(other.number)
    expect(callers.sort(byNumber)).toEqual(known.sort(byNumber))
  })

  test('every caller of its table can be called', () => {
    expect(callers).not.toEqual([])
    for (const { number, code = '', password = '' } of callers) {
      const keyed = code === '' ? [] : ['--code', code, '--password', password]
      expect(readCallOptions(['--from', number, ...keyed])).toMatchObject({
        call: { from: number, ...(code === '' ? {} : { code, password }) },
      })
    }
  })
})

test('a scenario sets the caller, and options override it', () => {
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

test.each(['8001,8002', '8001，8002', '８００１、８００２', '8001 8002', '8001；8002'])(
  '--user %j rings two',
  (users) => {
    expect(
      readCallOptions([
        '--from',
        '13800138000',
        '--user',
        users,
        '--menu',
        '３－２',
        '--ring',
        '７',
        '--domain',
        'ＰＬＡＴＦＯＲＭ',
      ]),
    ).toMatchObject({ ringMs: 7000, call: { users: ['8001', '8002'], menu: '3-2', problemDomain: 'platform' } })
  },
)

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
