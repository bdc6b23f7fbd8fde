import { parseArgs } from 'node:util'
import { practiceScenarios } from '#shared/ipc/contract'
import { menuPathSchema } from '#shared/domain/queue'
import { problemDomainSchema, problemDomains } from '#shared/domain/problem-domain'
import { scenarios } from '#shared/demo/scenarios'
import { comparable } from '#shared/text/comparable'
import { typedList } from '#shared/text/typed-list'
import type { PlayedCall, PlayOptions } from '#shared/telephone/play-call'

export const usage = `npm run call -- --from 13800138000 --code 0512345678 --password 20260601

Plays a whole call at a running server: menu, identity, ring, answer, hang-up.
  --from NUMBER        who calls; "anonymous" hides the number
  --code CODE --password PASSWORD   the service code, keyed into the voice menu
  --menu 1|2|3|3-2|4   the key pressed (2)
  --domain NAME        ${problemDomains.join(' ')}
  --scenario NAME      ${practiceScenarios.join(' ')}
  --user EXTENSION     ring these agents only; may be a list or repeated
  --ring SECONDS (5)   --talk SECONDS (20)
  --no-answer          the caller gives up after ringing
  --by-agent           leave answering and hanging up to the console; hang up after --talk at the latest
  --form               send form-encoded and incomplete, as many exchanges do
  --server ADDRESS     (http://127.0.0.1:4646)   --token TOKEN (demo)   --call-id ID`

export type CallOptions = Pick<PlayOptions, 'server' | 'token' | 'call' | 'ending' | 'ringMs' | 'talkMs' | 'isForm'>

/** An error in the command line, in one sentence. */
export class WrongOption extends Error {}

const secondsOf = (name: string, text: string): number => {
  const seconds = Number(text.normalize('NFKC').trim())
  if (!Number.isFinite(seconds) || seconds < 0 || seconds > 86_400)
    throw new WrongOption(`--${name} takes seconds from 0 to 86400, not "${text}"`)
  return seconds * 1000
}

const oneOf = <T extends string>(name: string, text: string | undefined, allowed: readonly T[]): T | undefined => {
  if (text === undefined) return undefined
  const wanted = comparable(text)
  const found = allowed.find((each) => comparable(each) === wanted)
  if (found === undefined) throw new WrongOption(`--${name} takes one of ${allowed.join(', ')}, not "${text}"`)
  return found
}

const options = {
  from: { type: 'string' },
  code: { type: 'string' },
  password: { type: 'string' },
  menu: { type: 'string' },
  domain: { type: 'string' },
  scenario: { type: 'string' },
  user: { type: 'string', multiple: true },
  ring: { type: 'string', default: '5' },
  talk: { type: 'string', default: '20' },
  'no-answer': { type: 'boolean', default: false },
  'by-agent': { type: 'boolean', default: false },
  form: { type: 'boolean', default: false },
  server: { type: 'string', default: 'http://127.0.0.1:4646' },
  token: { type: 'string', default: 'demo' },
  'call-id': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const parse = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: false }).values
  } catch (error) {
    throw new WrongOption(error instanceof Error ? error.message : String(error))
  }
}

/**
 * Reads the command line of `npm run call`. @returns 'help' for --help.
 * @throws WrongOption with the sentence to show.
 */
export const readCallOptions = (args: string[]): CallOptions | 'help' => {
  const values = parse(args)
  if (values.help) return 'help'
  const scenario = oneOf('scenario', values.scenario, practiceScenarios)
  const given = scenario === undefined ? undefined : scenarios[scenario]
  const from = values.from ?? given?.from
  if (from === undefined) throw new WrongOption('say who calls: --from NUMBER, or --scenario NAME')
  if (!URL.canParse(values.server) || !/^https?:$/.test(new URL(values.server).protocol))
    throw new WrongOption(`--server takes an address such as http://127.0.0.1:4646, not "${values.server}"`)
  const code = values.code ?? given?.code
  const password = values.password ?? given?.password
  if (code !== undefined && password === undefined)
    throw new WrongOption('a code needs its password: --password PASSWORD')
  const problemDomain = oneOf('domain', values.domain, problemDomainSchema.options) ?? given?.problemDomain
  const call: PlayedCall = {
    from,
    menu: oneOf('menu', values.menu, menuPathSchema.options) ?? given?.menu ?? '2',
    ...(code === undefined ? {} : { code }),
    ...(password === undefined ? {} : { password }),
    ...(problemDomain === undefined ? {} : { problemDomain }),
    ...(values.user === undefined ? {} : { users: values.user.flatMap(typedList) }),
    ...(values['call-id'] === undefined ? {} : { callId: values['call-id'] }),
  }
  const ending = values['by-agent'] ? 'byAgent' : values['no-answer'] ? 'unanswered' : 'answered'
  return {
    server: values.server,
    token: values.token,
    call,
    ending,
    ringMs: secondsOf('ring', values.ring),
    talkMs: secondsOf('talk', values.talk),
    isForm: values.form,
  }
}
