import { expect, test } from 'vitest'
import { remoteConsentMs } from '#shared/domain/remote-session'
import { remoteSessionIdSchema } from '#shared/ids'
import { iceServerSchema } from '#shared/protocol/remote'
import { FailureError } from '../failure-error'
import { iceServersOf } from './ice-servers'
import { readTurnOptions } from './turn-options'

const id = remoteSessionIdSchema.parse('d0000000-0000-4000-8000-000000000001')
const secret = 'a-secret-of-the-relay'
const urls = ['stun:turn.example.com:3478', 'turn:turn.example.com:3478?transport=udp', 'turns:turn.example.com:5349']

test('a credential is what coturn makes of the same secret, and ends with the consent', () => {
  const [stun, turn] = iceServersOf({ urls, secret }, { id, consentUntil: 1_800_000_000_999 }, 0)
  expect(stun).toEqual({ urls: [urls[0]] })
  expect(turn).toEqual({
    urls: urls.slice(1),
    username: `1800000000:${id}`,
    // printf %s USERNAME | openssl dgst -sha1 -hmac SECRET -binary | base64
    credential: '5RHB2SNcs+hq9PY/+v3o0/TGnhE=',
  })
  expect(iceServerSchema.safeParse(turn).success).toBe(true)
})

test('before the consent it lasts as long as one given now; without TURN there is none', () => {
  const now = 1_700_000_000_000
  const [turn] = iceServersOf({ urls: urls.slice(1), secret }, { id, consentUntil: null }, now)
  expect(turn?.username).toBe(`${(now + remoteConsentMs) / 1000}:${id}`)
  expect(iceServersOf({ urls: [], secret: null }, { id, consentUntil: null }, now)).toEqual([])
  expect(iceServersOf({ urls: ['stun:a.example'], secret: null }, { id, consentUntil: null }, now)).toEqual([
    { urls: ['stun:a.example'] },
  ])
})

const refusalOf = (list: string[] | undefined, given: string | undefined, env = {}): string => {
  try {
    readTurnOptions({ urls: list, secret: given }, env)
  } catch (error) {
    if (error instanceof FailureError) return error.failure.params['detail'] ?? ''
    throw error
  }
  throw new Error('nothing was refused')
}

test('the options are read from the command line before the environment, full-width too', () => {
  expect(readTurnOptions({ urls: undefined, secret: undefined }, {})).toEqual({ urls: [], secret: null })
  const env = { HOTLINE_TURN_URLS: 'ｔｕｒｎ：a.example，stun:[::1]:3478', HOTLINE_TURN_SECRET: secret }
  expect(readTurnOptions({ urls: undefined, secret: undefined }, env)).toEqual({
    urls: ['turn:a.example', 'stun:[::1]:3478'],
    secret,
  })
  expect(readTurnOptions({ urls, secret }, env)).toEqual({ urls, secret })
})

test.each([
  [['https://turn.example.com'], secret, '--turn-url: “https://turn.example.com”'],
  [['stun:a.example?transport=udp'], undefined, '--turn-url: “stun:a.example?transport=udp”'],
  [['turn:user@a.example'], secret, '--turn-url: “turn:user@a.example”'],
  [['turn:a.example'], undefined, 'needs --turn-secret'],
  [Array<string>(11).fill('turn:a.example'), secret, 'at most 10'],
  [['turn:a.example'], 'short-secret', '--turn-secret'],
])('%j is refused by name, and no secret is shown', (list, given, named) => {
  const refusal = refusalOf(list, given)
  expect(refusal).toContain(named)
  if (given !== undefined) expect(refusal).not.toContain(given)
})
