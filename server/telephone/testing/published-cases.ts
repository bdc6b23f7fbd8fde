/** One message of an exchange. `callId` is filled in; a list is a repeated field. */
export type Sent = { as?: 'JSON' | 'form' | 'multipart'; fields: Readonly<Record<string, string | readonly string[]>> }

/** One published example or test case of the generic CTI format, and what is answered here. */
export type PublishedCase = {
  name: string
  /** Which server is asked: `full` blocks a number and sets a caller id, `plain` does neither. */
  server?: 'full' | 'plain' | 'wrongToken' | 'unconnected'
  /** Logins of who is ready before; nobody where nothing is said. */
  ready?: readonly string[]
  /** In order; the answer is the last one's. */
  sent: readonly Sent[]
  /** As the format's own tests and pages have it, or `an error` where it only fails. */
  published: string
  here: string
  /** The call afterwards, in the words of the page; null where the case makes none. */
  call: string | null
  /** How many customers the number may belong to, where the case is about that. */
  matches?: number
}

const callerId = '4930777000000'
const dial = (number: string, from = callerId): string =>
  `200 ${JSON.stringify({ action: 'dial', number, caller_id: from })}`
const empty = '200 {}'
const [lin, wang] = ['林晓（演示）', '王蕾（演示）']

const message = (event: string, fields: Sent['fields'], as: Sent['as'] = 'JSON'): Sent => ({
  as,
  fields: { event, ...fields },
})
const inbound = (fields: Sent['fields'] = {}, as: Sent['as'] = 'JSON'): Sent =>
  message('newCall', { direction: 'in', from: '4912347114711', to: '4930600000000', ...fields }, as)
const outbound = (fields: Sent['fields'] = {}, as: Sent['as'] = 'JSON'): Sent =>
  message('newCall', { direction: 'out', from: '8001', to: '4912347114711', ...fields }, as)
const answered = (fields: Sent['fields'] = {}): Sent => message('answer', { direction: 'in', ...fields })
const hungUp = (fields: Sent['fields']): Sent => message('hangup', { direction: 'in', ...fields })
const both = { user: ['8001', '8002'] }

type More = Pick<PublishedCase, 'server' | 'ready' | 'matches'>
/** A case that is answered here as it is published. */
const same = (name: string, sent: readonly Sent[], answer: string, call: string | null, more: More = {}) => ({
  ...{ name, sent, published: answer, here: answer, call },
  ...more,
})
/** A case that is answered otherwise; the page says why. */
const differs = (
  name: string,
  sent: readonly Sent[],
  [published, here]: readonly [string, string],
  call: string | null,
  more: More = {},
) => ({ name, sent, published, here, call, ...more })

const callers = { none: { from: 'anonymous' }, one: { from: '8613800138000' }, two: { from: '8613800138888' } }
const blocked = '491715000000'
const reject = '200 {"action":"reject","reason":"busy"}'
const rings = 'rings lin, wang'

const newCalls: readonly PublishedCase[] = [
  same('inbound, JSON, real names', [inbound({ user: [lin, wang] })], empty, rings),
  same('inbound, multipart, user[] twice', [inbound({ 'user[]': [lin, wang] }, 'multipart')], empty, rings),
  same('inbound, form, user twice', [inbound(both, 'form')], empty, rings),
  same('inbound, a list with commas', [inbound({ user: '8001,8002' }, 'form')], empty, rings),
  differs(
    'inbound, names nobody bears',
    [inbound({ user: ['user 1', 'user 2'] })],
    [empty, '200 {"ring":["8001"],"place":1,"waitSeconds":null}'],
    'rings lin',
    { ready: ['lin'] },
  ),
  differs(
    'inbound, anonymous, a queue of theirs',
    [inbound({ ...callers.none, user: 'user 1,user 2', queue: 'some_queue' })],
    [empty, '200 {"ring":[],"place":1,"waitSeconds":null}'],
    'rings nobody',
    { matches: 0 },
  ),
  differs(
    'inbound, a queue and an empty user',
    [inbound({ ...callers.none, user: '', queue: 'technical' })],
    [empty, '200 {"ring":["8002"],"place":1,"waitSeconds":null}'],
    'rings wang',
    { ready: ['wang'] },
  ),
  same('inbound, a number of one customer', [inbound({ ...callers.one, ...both })], empty, rings, { matches: 1 }),
  same('inbound, a number of two customers', [inbound({ ...callers.two, ...both })], empty, rings, { matches: 2 }),
  same('inbound, a blocked number', [inbound({ from: blocked, ...both })], reject, null),
  same(
    'inbound, the hang-up of a blocked call',
    [inbound({ from: blocked, ...both }), hungUp({ cause: 'busy' })],
    empty,
    null,
  ),
  same('inbound, longer than a blocked number', [inbound({ from: `${blocked}1`, ...both })], empty, rings),
  differs('inbound, the same call again', [inbound(both), inbound(both)], ['an error', empty], rings),
]

const outboundCalls: readonly PublishedCase[] = [
  same('outbound, JSON, a default caller id', [outbound({ user: lin })], dial('4912347114711'), 'rings nobody'),
  same(
    'outbound, multipart, a default caller id',
    [outbound({ 'user[]': lin }, 'multipart')],
    dial('4912347114711'),
    'rings nobody',
  ),
  differs(
    'outbound, a caller id for this number',
    [outbound({ to: '491714000000' })],
    [dial('491714000000', '41715880339000'), dial('491714000000')],
    'rings nobody',
  ),
  differs(
    'outbound, a caller id for a country',
    [outbound({ to: '4147110000000' })],
    [dial('4147110000000', '41715880339000'), dial('4147110000000')],
    'rings nobody',
  ),
  same('outbound, no caller id set', [outbound()], empty, 'rings nobody', { server: 'plain' }),
  same('outbound, no number called', [outbound({ to: '' })], empty, 'rings nobody'),
  same('outbound, to a blocked number', [outbound({ to: blocked })], dial(blocked), 'rings nobody'),
  same('outbound, from a blocked number', [outbound({ from: blocked })], dial('4912347114711'), 'rings nobody'),
  same(
    'outbound, given up by the agent',
    [outbound(), hungUp({ direction: 'out', cause: 'cancel' })],
    empty,
    'ended, cancel',
  ),
  same('outbound, answered by the customer', [outbound(), answered({ direction: 'out' })], empty, 'talks, lin'),
  same(
    'outbound, hung up by the customer',
    [outbound(), answered({ direction: 'out' }), hungUp({ direction: 'out', cause: 'normalClearing' })],
    empty,
    'ended, normalClearing, lin',
  ),
]

const answer = (name: string, by: Sent['fields'], call: string, rung: Sent['fields'] = both): PublishedCase =>
  same(`answer, ${name}`, [inbound(rung), answered(by)], empty, call)
const answers: readonly PublishedCase[] = [
  answer('nobody named, one rung', {}, 'talks, lin', { user: '8001' }),
  answer('nobody named, two rung', {}, 'talks, nobody'),
  answer('by real name', { user: wang }, 'talks, wang'),
  answer('by answeringNumber, an extension', { answeringNumber: '8002' }, 'talks, wang'),
  answer('by answeringNumber, a login', { answeringNumber: 'wang' }, 'talks, wang'),
  answer('by a login in capitals', { user: 'WANG' }, 'talks, wang'),
  answer('by two names and answeringNumber', { user: [lin, wang], answeringNumber: '8002' }, 'talks, wang'),
  answer('by an unknown number', { answeringNumber: '98765421' }, 'talks, nobody'),
  answer('by a name and an address nobody has', { user: wang, answeringNumber: 'wang@example.com' }, 'talks, wang'),
  answer('by user_id', { user_id: '2' }, 'talks, nobody'),
  answer('by the voicemail', { user: 'voicemail' }, 'talks, nobody'),
]

const causes = ['normalClearing', 'busy', 'cancel', 'noAnswer', 'congestion', 'notFound', 'forwarded']
const byWang = { user: wang, answeringNumber: '8002' }
const hangups: readonly PublishedCase[] = [
  ...causes.map((cause) => same(`hangup, ${cause}`, [inbound(both), hungUp({ cause })], empty, `ended, ${cause}`)),
  same(
    'hangup, of an answered call, with answeringNumber',
    [inbound(both), answered(byWang), hungUp({ ...byWang, cause: 'normalClearing' })],
    empty,
    'ended, normalClearing, wang',
  ),
  same(
    'hangup, and then an answer',
    [inbound(both), hungUp({ cause: 'cancel' }), answered({ user: lin })],
    empty,
    'ended, cancel',
  ),
  differs('hangup, of a call nobody heard of', [hungUp({ cause: 'cancel' })], ['an error', empty], null),
]

const noDirection = '422 {"error":"Invalid direction!"}'
const wrong: readonly PublishedCase[] = [
  differs('wrong, an answer to a call nobody heard of', [answered({ user: lin })], ['an error', empty], 'talks, lin'),
  differs('wrong, no direction', [message('newCall', { from: '4912347114711', ...both })], [noDirection, empty], rings),
  differs(
    'wrong, an unknown direction',
    [inbound({ direction: 'sideways' })],
    [noDirection, '422 {"error":"direction: must be in or out"}'],
    null,
  ),
  differs(
    'wrong, an unknown event',
    [message('dance', { direction: 'in' })],
    ['an error', '422 {"error":"event: must be newCall, answer or hangup"}'],
    null,
  ),
  same(
    'wrong, the token',
    [inbound({ user: 'user 1' }, 'form')],
    '401 {"error":"Invalid token, please contact your admin!"}',
    null,
    { server: 'wrongToken' },
  ),
  same(
    'wrong, not configured',
    [inbound(both)],
    '422 {"error":"Feature not configured, please contact your admin!"}',
    null,
    { server: 'unconnected' },
  ),
]

/** What the format's pages and tests publish, retold; `docs/telephone-cases.md` has a row for each. */
export const publishedCases: readonly PublishedCase[] = [
  ...newCalls,
  ...outboundCalls,
  ...answers,
  ...hangups,
  ...wrong,
]
