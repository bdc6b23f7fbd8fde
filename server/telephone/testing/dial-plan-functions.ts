import { refuse } from './dial-plan'
import { replaceAll, separate, type Asked } from './dial-plan-text'

/** One telephone line while a plan runs on it: the caller's, or that of a telephone that picked up. */
export type Channel = {
  name: string
  uniqueId: string
  callerNumber: string
  extension: string
  variables: Map<string, string>
  /** The subroutines to run when it ends, `context,extension,1`. */
  hangupHandlers: string[]
  /** Q.850; 0 while nobody has hung up. */
  hangupCause: number
}

/** What the plan asked a server, as it was sent, and what came back; null where nothing did. */
export type Asking = { url: string; form: string | null; answer: string | null }

/** Everything of one call that is not of one channel. */
export type Shared = {
  globals: ReadonlyMap<string, string>
  asked: Asking[]
  /** Whether the server is away for this message. */
  isLost: (form: string | null) => boolean
}

/** As `CURL` does: a form by POST where one is given, else GET; whatever the status, the body; '' without an answer. */
const curl = async (written: string, { asked, isLost }: Shared): Promise<string> => {
  const [url = '', form = null] = separate(written, ',', 2)
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const init = form === null ? {} : { method: 'POST', headers: type, body: form }
  const answer = isLost(form)
    ? null
    : await fetch(url, init).then(
        (response) => response.text(),
        () => null,
      )
  asked.push({ url, form, answer })
  return (answer ?? '').trimEnd()
}

/** As `JSON_DECODE` does of the kinds it is made for; a list comes as it is written in JSON. */
const decode = (text: string, key: string): string => {
  if (text === '') return ''
  const value = (JSON.parse(text) as Record<string, unknown>)[key]
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' && Number.isInteger(value)) return String(value)
  if (Array.isArray(value)) return JSON.stringify(value)
  throw new Error(`JSON_DECODE is not made for ${JSON.stringify(value)}`)
}

/** The step that asked adds its line. */
const refuseText = (why: string): never => {
  throw new Error(why)
}

/** `0-9\x2c` as a set of characters. */
const allowedBy = (written: string): RegExp =>
  /^(?:[\w]-[\w]|\\x[0-9a-f]{2}|\w)+$/.test(written)
    ? new RegExp(`[^${written}]`, 'g')
    : refuseText(`FILTER(${written}) is not known here`)

/** What a text of the plan asks, answered for one channel; what this exchange does not know is an error. */
const askedOn = (channel: Channel, shared: Shared): Asked => {
  const builtIn: Record<string, string> = {
    UNIQUEID: channel.uniqueId,
    CHANNEL: channel.name,
    EXTEN: channel.extension,
    HANGUPCAUSE: String(channel.hangupCause),
  }
  const variable = (name: string): string =>
    builtIn[name] ?? channel.variables.get(name) ?? shared.globals.get(name) ?? ''
  const functions: Record<string, (written: string) => string | Promise<string>> = {
    CURL: (written) => curl(written, shared),
    JSON_DECODE: (written) => {
      const [name = '', key = ''] = separate(written, ',')
      return decode(variable(name), key)
    },
    CALLERID: (written) => (written === 'num' ? channel.callerNumber : refuseText(`CALLERID(${written}) is not known`)),
    URIENCODE: encodeURIComponent,
    LEN: (written) => String(written.length),
    IF: (written) => {
      const [condition = '', values = ''] = separate(written, '?', 2, 'raw')
      const [then = '', otherwise = ''] = separate(values, ':', 2, 'raw')
      return condition === '' || condition === '0' ? otherwise : then
    },
    FILTER: (written) => {
      const [allowed = '', text = ''] = separate(written, ',', 2, 'raw')
      return text.replace(allowedBy(allowed), '')
    },
    STRREPLACE: (written) => {
      const [name = '', find = '', replacement = ''] = separate(written, ',')
      return variable(name).replaceAll(find, replacement)
    },
    REGEX: (written) => {
      const [, pattern = '', text = ''] = separate(written, '"', 3, 'raw')
      return new RegExp(pattern).test(text) ? '1' : '0'
    },
  }
  return {
    variable,
    function: async (name, written) =>
      (functions[name] ?? refuseText(`the function ${name} is not known here`))(written),
  }
}

/** @returns a text of the plan with everything in it replaced, for one channel */
export const textOn = (channel: Channel, shared: Shared, text: string): Promise<string> =>
  replaceAll(text, askedOn(channel, shared))

/** `Set(…)`: a variable, or one of the functions that may be written to. */
export const setOn = (channel: Channel, line: number, written: string): void => {
  const [name = '', value = ''] = separate(written, '=', 2, 'raw')
  if (/^\w+$/.test(name)) channel.variables.set(name, value)
  else if (name === 'CHANNEL(hangup_handler_push)') channel.hangupHandlers.push(value)
  else if (!/^CURLOPT\((conntimeout|httptimeout)\)$/.test(name)) refuse(line, `${name} cannot be set here`)
}
