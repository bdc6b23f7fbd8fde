import { parseArgs } from 'node:util'
import type { NumberingPlan } from '#shared/domain/phone-number'
import { readPhoneList } from '#shared/domain/phone-list'
import { FailureError } from './failure-error'
import { defaultOrderSightDays } from './orders/watch-orders'
import { readTurnOptions } from './remote/turn-options'
import { readTrustedProxies } from './trusted-proxies'
import { readMaxWaits, defaultRingAtOnce } from './telephone/call-limits'

const defaultPort = 4646

export const usage = `hotline server
  --port P        port to listen on (default ${defaultPort}; 0 takes a free one)
  --host H        address to listen on (default 127.0.0.1)
  --data DIR      where the embedded PostgreSQL keeps its data
  --demo          fill an empty database with demo data
  --cti-token T   the token of the telephone endpoints (or HOTLINE_CTI_TOKEN; demo: "demo")
  --area-code N   the exchange's own area code, such as 010, where it leaves it out of local numbers (or HOTLINE_AREA_CODE)
  --outside-line N  the digit the exchange puts before outside numbers, such as 0 or 9 (or HOTLINE_OUTSIDE_LINE)
  --block N,N     callers that are turned away as busy (or HOTLINE_BLOCKED_NUMBERS)
  --caller-id N   the number that called customers see (or HOTLINE_CALLER_ID)
  --ring-at-once N  how many telephones a call that names nobody rings at the same time, at most (default ${defaultRingAtOnce};
                  1: one after another; or HOTLINE_RING_AT_ONCE)
  --trusted-proxy A  a reverse proxy on another machine whose X-Forwarded-For is believed, as an address or a network such
                  as 10.0.0.0/24; may be repeated (or HOTLINE_TRUSTED_PROXIES, separated by commas; this machine always is)
  --turn-url U    a relay for the picture of remote assistance, such as turn:turn.example.com:3478?transport=udp, or a
                  stun: address; may be repeated (or HOTLINE_TURN_URLS, separated by commas)
  --turn-secret S what coturn's static-auth-secret says (better HOTLINE_TURN_SECRET: arguments are seen by others)
  --help          this text
  HOTLINE_LONGEST_WAIT   minutes after which a waiting call whose hang-up never came is over (default 720;
                         per queue: technical=120,nonAgreement=480)
  HOTLINE_OFFLINE_HOURS  how long a console may show its copy without the server (default 72)
  HOTLINE_ERASE_DAYS     how many days later it erases it (default 14)
  HOTLINE_ORDER_SIGHT_DAYS  how many days after its order an organisation still sees ticket and customer (default ${defaultOrderSightDays})
  HOTLINE_SOURCE_URL     where customers find the source of this version (AGPL); named on their page
  DATABASE_URL    use this PostgreSQL instead of the embedded one
  HOTLINE_LOG     how much is logged: error, warn, info (default) or debug`

const readArguments = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        demo: { type: 'boolean', default: false },
        'cti-token': { type: 'string' },
        'area-code': { type: 'string' },
        'outside-line': { type: 'string' },
        block: { type: 'string' },
        'caller-id': { type: 'string' },
        'ring-at-once': { type: 'string' },
        'trusted-proxy': { type: 'string', multiple: true },
        'turn-url': { type: 'string', multiple: true },
        'turn-secret': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new FailureError('badInput', { detail: (error as Error).message })
  }
}

/** Input methods write full-width digits; they count as the plain ones. */
const narrow = (text: string): string => text.normalize('NFKC').trim()

const portFrom = (text: string | undefined): number => {
  if (text === undefined) return defaultPort
  const port = Number(narrow(text))
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new FailureError('badInput', { detail: `--port ${text}` })
  return port
}

type Environment = Record<string, string | undefined>

const positiveFrom = (env: Environment, name: string): number | undefined => {
  const text = env[name]
  if (text === undefined || text === '') return undefined
  const value = Number(narrow(text))
  if (!Number.isFinite(value) || value <= 0 || value > 10_000)
    throw new FailureError('badInput', { detail: `${name}=${text}` })
  return value
}

/** A value, and the name of the option or variable it came from. */
type Given = { text: string; name: string }
const givenBy = (option: string, value: string | undefined, env: Environment, variable: string): Given =>
  value === undefined ? { text: narrow(env[variable] ?? ''), name: variable } : { text: narrow(value), name: option }

const refuse = ({ name }: Given, entry: string, zh: string, en: string): FailureError =>
  new FailureError('badInput', { detail: `${name}: “${entry}” ${zh} (${en})` })

const sourceUrlFrom = (env: Environment): string | null => {
  const text = env['HOTLINE_SOURCE_URL'] ?? ''
  if (text === '') return null
  if (/^https?:/.test(text) && URL.canParse(text)) return text
  throw refuse({ text, name: 'HOTLINE_SOURCE_URL' }, text, '不是网址', 'is no web address')
}

const digitsFrom = (given: Given, form: RegExp, zh: string, en: string): string | null => {
  if (given.text === '') return null
  if (!form.test(given.text)) throw refuse(given, given.text, zh, en)
  return given.text
}

const numbersFrom = (given: Given, text: string, plan: NumberingPlan): string[] => {
  const read = readPhoneList(text, plan)
  if (!read.ok) throw refuse(given, read.entry, '不是电话号码', 'is no telephone number')
  return read.numbers
}

const ringAtOnceFrom = (given: Given): number => {
  if (given.text === '') return defaultRingAtOnce
  if (!/^0*[1-9]\d{0,8}$/.test(given.text))
    throw refuse(given, given.text, '不是 1 以上的整数', 'is no whole number of 1 or more')
  return Number(given.text)
}

/**
 * Reads the command line and the environment of the server.
 * @returns 'help' where that was asked
 * @throws FailureError badInput that names the option and what is wrong with it
 */
export const readServerOptions = (args: readonly string[], env: Environment) => {
  const values = readArguments(args)
  if (values.help) return 'help'
  const area = givenBy('--area-code', values['area-code'], env, 'HOTLINE_AREA_CODE')
  const outside = givenBy('--outside-line', values['outside-line'], env, 'HOTLINE_OUTSIDE_LINE')
  const numbering: NumberingPlan = {
    areaCode: digitsFrom(area, /^0?(?:10|2\d|[3-9]\d\d)$/, '不是区号', 'is no area code such as 010'),
    outsideLine: digitsFrom(outside, /^\d{1,3}$/, '不是外线号', 'is no digit such as 0 or 9'),
  }
  const block = givenBy('--block', values.block, env, 'HOTLINE_BLOCKED_NUMBERS')
  const callerId = givenBy('--caller-id', values['caller-id'], env, 'HOTLINE_CALLER_ID')
  const callerIds = numbersFrom(callerId, callerId.text, {})
  if (callerIds.length > 1) throw refuse(callerId, callerId.text, '只能是一个号码', 'must be one number')
  return {
    host: values.host,
    port: portFrom(values.port),
    data: values.data,
    isDemo: values.demo,
    ctiToken: values['cti-token'] ?? env['HOTLINE_CTI_TOKEN'] ?? (values.demo ? 'demo' : null),
    numbering,
    // Line breaks separate entries too, so the text is not narrowed first.
    blockedNumbers: numbersFrom(block, values.block ?? env['HOTLINE_BLOCKED_NUMBERS'] ?? '', numbering),
    callerId: callerId.text === '' ? null : callerId.text,
    ringAtOnce: ringAtOnceFrom(givenBy('--ring-at-once', values['ring-at-once'], env, 'HOTLINE_RING_AT_ONCE')),
    orderSightDays: positiveFrom(env, 'HOTLINE_ORDER_SIGHT_DAYS') ?? defaultOrderSightDays,
    trustedProxies: readTrustedProxies(values['trusted-proxy'], env),
    turn: readTurnOptions({ urls: values['turn-url'], secret: values['turn-secret'] }, env),
    callLimits: { waitingMs: readMaxWaits(env['HOTLINE_LONGEST_WAIT']) },
    offlineLeaseHours: positiveFrom(env, 'HOTLINE_OFFLINE_HOURS'),
    sourceUrl: sourceUrlFrom(env),
    eraseAfterDays: positiveFrom(env, 'HOTLINE_ERASE_DAYS'),
  }
}
