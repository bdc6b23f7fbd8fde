import { expect, test } from 'vitest'
import { errorSentence } from '#shared/errors'
import { readServerOptions } from './cli-options'
import { FailureError } from './failure-error'

const read = (args: string[], env: Record<string, string> = {}) => {
  const options = readServerOptions(args, env)
  if (options === 'help') throw new Error('help was not asked')
  return options
}
const refusalOf = (args: string[], env: Record<string, string> = {}): string => {
  try {
    readServerOptions(args, env)
  } catch (error) {
    if (error instanceof FailureError) return errorSentence('en', error.failure)
    throw error
  }
  throw new Error('nothing was refused')
}

test('nothing given is a plain server', () => {
  expect(read([])).toMatchObject({ port: 4646, blockedNumbers: [], callerId: null, ctiToken: null })
  expect(read([]).numbering).toEqual({ areaCode: null, outsideLine: null })
  expect(readServerOptions(['--help'], {})).toBe('help')
})

test.each([
  '13800138000,010-62436838',
  '13800138000，010-62436838',
  '１３８００１３８０００、０１０－６２４３６８３８',
  '138 0013 8000；01062436838',
  '13800138000 01062436838',
  '13800138000\n01062436838',
  '13800138000，62436838',
])('--block %j has two numbers, in the environment too', (text) => {
  const numbers = ['+8613800138000', '+861062436838']
  expect(read(['--block', text, '--area-code', '010']).blockedNumbers).toEqual(numbers)
  expect(read([], { HOTLINE_BLOCKED_NUMBERS: text, HOTLINE_AREA_CODE: '０１０' }).blockedNumbers).toEqual(numbers)
})

test.each([
  [['--block', '13800138000，王先生'], {}, '--block: “王先生”'],
  [['--block', '1380O138000'], {}, '--block: “1380O138000”'],
  [['--block', 'anonymous'], {}, '--block: “anonymous”'],
  [[], { HOTLINE_BLOCKED_NUMBERS: '13800138000;138' + '0'.repeat(20) }, 'HOTLINE_BLOCKED_NUMBERS: “13800000'],
  [['--caller-id', '热线'], {}, '--caller-id: “热线”'],
  [['--caller-id', '4006600588，4006600589'], {}, '--caller-id: “4006600588,4006600589”'],
  [['--area-code', '北京'], {}, '--area-code: “北京”'],
  [['--area-code', '0101'], {}, '--area-code: “0101”'],
  [[], { HOTLINE_OUTSIDE_LINE: 'x' }, 'HOTLINE_OUTSIDE_LINE: “x”'],
  [['--port', 'a'], {}, '--port a'],
  [['--ring-at-once', '0'], {}, '--ring-at-once: “0”'],
  [['--ring-at-once', '2.5'], {}, '--ring-at-once: “2.5”'],
  [['--ring-at-once=-1'], {}, '--ring-at-once: “-1”'],
  [[], { HOTLINE_RING_AT_ONCE: '全部' }, 'HOTLINE_RING_AT_ONCE: “全部”'],
] as const)('%j %j stops the start and is named', (args, env, named) => {
  expect(refusalOf([...args], env)).toContain(named)
})

test('digits may be full-width, and the option goes before the environment', () => {
  expect(read(['--port', '４６４７', '--outside-line', '９', '--caller-id', '４００６６００５８８'])).toMatchObject({
    port: 4647,
    callerId: '4006600588',
    numbering: { outsideLine: '9' },
  })
  expect(read(['--area-code', '021'], { HOTLINE_AREA_CODE: '010' }).numbering.areaCode).toBe('021')
  expect(read([], { HOTLINE_OFFLINE_HOURS: '１.５' }).offlineLeaseHours).toBe(1.5)
})

test('how many telephones ring at once: five unless it is said', () => {
  expect(read([]).ringAtOnce).toBe(5)
  expect(read(['--ring-at-once', '１'], { HOTLINE_RING_AT_ONCE: '3' }).ringAtOnce).toBe(1)
  expect(read([], { HOTLINE_RING_AT_ONCE: '3' }).ringAtOnce).toBe(3)
})

test('the relay of remote assistance is named by option or environment, and stops the start where it is none', () => {
  expect(read([]).turn).toEqual({ urls: [], secret: null })
  const urls = ['stun:turn.example.com', 'turn:turn.example.com?transport=tcp']
  const secret = 'a-secret-of-the-relay'
  const args = urls.flatMap((url) => ['--turn-url', url])
  expect(read([...args, '--turn-secret', secret]).turn).toEqual({ urls, secret })
  expect(read(args, { HOTLINE_TURN_SECRET: secret }).turn).toEqual({ urls, secret })
  expect(refusalOf(args)).toContain('--turn-secret')
  expect(refusalOf(['--turn-url', 'turn.example.com'])).toContain('--turn-url: “turn.example.com”')
})

test('where the source is stands in a web address, or the start is refused', () => {
  expect(read([]).sourceUrl).toBeNull()
  expect(read([], { HOTLINE_SOURCE_URL: 'https://source.example/a' }).sourceUrl).toBe('https://source.example/a')
  for (const wrong of ['source.example', 'javascript:alert(1)', 'https://'])
    expect(refusalOf([], { HOTLINE_SOURCE_URL: wrong })).toContain('HOTLINE_SOURCE_URL')
})

test('proxies that are believed are named by option or environment; what is no address or is everybody stops the start', () => {
  expect(read([]).trustedProxies).toEqual([])
  const named = ['10.0.0.5', '192.0.2.0/24', '2001:db8::/32', '::1']
  expect(read(named.flatMap((one) => ['--trusted-proxy', one])).trustedProxies).toEqual(named)
  expect(read([], { HOTLINE_TRUSTED_PROXIES: '１０.0.0.5，::ffff:10.0.0.6' }).trustedProxies).toEqual([
    '10.0.0.5',
    '10.0.0.6',
  ])
  for (const wrong of [
    'proxy.example',
    '10.0.0',
    '10.0.0.5/33',
    '0.0.0.0/0',
    '10.0.0.0/8/8',
    '::/129',
    'fe80::1%eth0',
    '10.0.0.5/',
  ])
    expect(refusalOf(['--trusted-proxy', wrong])).toContain(`--trusted-proxy: “${wrong}”`)
})
