import { parseArgs } from 'node:util'
import { normaliseRemoteCode } from '#shared/domain/remote-code'
import { remoteRights, remoteRightSchema, type RemoteRight } from '#shared/domain/remote-session'
import { typedList } from '#shared/text/typed-list'
import { WrongOption } from './call-options'

export const shares = ['tab', 'screen', 'nothing'] as const
type Share = (typeof shares)[number]

export const usage = `npm run customer -- --server http://127.0.0.1:4646 --code ABC234

Plays a customer in a real Chromium on the page for remote assistance: types the code, allows, shares, stays.
  --server ADDRESS   (http://127.0.0.1:4646)
  --code CODE        the one that the agent reads out
  --name NAME        who types it (王会计)
  --deny RIGHT       what is not allowed: ${remoteRights.join(' ')}; may be a list or repeated; all of them is a refusal
  --share WHAT       tab: the customer's page itself, without a display (default)
                     screen: the whole screen; needs a display, such as xvfb-run gives
                     nothing: the browser's own dialog is dismissed
  --seconds N        ends by the page's button after so long; otherwise stays until it ends or Ctrl+C
  --browser PATH     another Chromium than the one found by name`

export type CustomerOptions = {
  server: string
  code: string
  name: string
  rights: RemoteRight[]
  share: Share
  seconds: number | null
  browser: string | null
}

const options = {
  server: { type: 'string', default: 'http://127.0.0.1:4646' },
  code: { type: 'string' },
  name: { type: 'string', default: '王会计' },
  deny: { type: 'string', multiple: true, default: [] as string[] },
  share: { type: 'string', default: 'tab' },
  seconds: { type: 'string' },
  browser: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const parse = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: false }).values
  } catch (error) {
    throw new WrongOption(error instanceof Error ? error.message : String(error))
  }
}

const deniedFrom = (texts: readonly string[]): RemoteRight[] =>
  texts.flatMap(typedList).map((text) => {
    const right = remoteRightSchema.safeParse(text.normalize('NFKC').toLowerCase())
    if (!right.success) throw new WrongOption(`--deny takes ${remoteRights.join(', ')}, not "${text}"`)
    return right.data
  })

const secondsFrom = (text: string | undefined): number | null => {
  if (text === undefined) return null
  const seconds = Number(text.normalize('NFKC'))
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 86_400)
    throw new WrongOption(`--seconds takes a number up to 86400, not "${text}"`)
  return seconds
}

/**
 * Reads the command line of `npm run customer`. @returns 'help' for --help.
 * @throws WrongOption with the sentence to show
 */
export const readCustomerOptions = (args: string[]): CustomerOptions | 'help' => {
  const values = parse(args)
  if (values.help) return 'help'
  if (values.code === undefined) throw new WrongOption('say which code was read out: --code ABC234')
  const code = normaliseRemoteCode(values.code)
  if (code === null) throw new WrongOption(`--code takes six letters and digits, not "${values.code}"`)
  if (!URL.canParse(values.server) || !/^https?:$/.test(new URL(values.server).protocol))
    throw new WrongOption(`--server takes an address such as http://127.0.0.1:4646, not "${values.server}"`)
  const share = shares.find((each) => each === values.share)
  if (share === undefined) throw new WrongOption(`--share takes one of ${shares.join(', ')}, not "${values.share}"`)
  const denied = deniedFrom(values.deny)
  return {
    server: values.server.replace(/\/+$/, ''),
    code,
    name: values.name,
    rights: remoteRights.filter((right) => !denied.includes(right)),
    share,
    seconds: secondsFrom(values.seconds),
    browser: values.browser ?? null,
  }
}
