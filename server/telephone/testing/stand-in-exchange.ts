import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDialPlan, refuse, type DialPlan, type Step } from './dial-plan'
import { setOn, textOn, type Asking, type Channel, type Shared } from './dial-plan-functions'
import { separate } from './dial-plan-text'

/** Who picks up of those that ring; null where nobody does in time. */
export type Ringing = { pickedUpBy: string } | 'nobody' | 'callerHangsUp'

/** A caller and the telephones of the house, as a test plays them. */
export type CallScript = {
  callId: string
  from: string
  /** What is keyed at each question in turn; nothing more is silence. */
  keys: readonly string[]
  /** @param round how often telephones rang before, of this call */
  ringing: (telephones: readonly string[], round: number) => Promise<Ringing> | Ringing
  /** With music, nobody being rung; not said, the caller stays. */
  waiting?: (round: number) => Promise<'stays' | 'hangsUp'> | 'stays' | 'hangsUp'
  /** While the two talk, before one of them hangs up. */
  talking?: () => Promise<void>
  /** Which messages the server gets no word of; not said, none. */
  isLost?: (form: string | null) => boolean
}

/** `rang`: the telephones of each round; `played`: the recordings; `status`: what `Dial` left behind. */
export type PlayedCall = { asked: Asking[]; rang: string[][]; played: string[]; status: string }

/** A plan that goes round more often than this goes round for ever. */
const stepLimit = 400
/** The hotline's number in the page. */
const hotline = 'hotline,4006600588'

export const dialPlanPage = (): string => readFileSync(join(import.meta.dirname, '../../../docs/dial-plan.md'), 'utf8')

type After = { kind: 'next' } | { kind: 'label'; label: string } | { kind: 'return' } | { kind: 'hungUp' }
const next: After = { kind: 'next' }
const hungUp: After = { kind: 'hungUp' }

type Playing = CallScript & { plan: DialPlan; shared: Shared; seen: PlayedCall; steps: number; questions: number }

const newChannel = (name: string, callerNumber: string, extension: string, uniqueId: string): Channel => ({
  name,
  uniqueId,
  callerNumber,
  extension,
  variables: new Map(),
  hangupHandlers: [],
  hangupCause: 0,
})

const dial = async (playing: Playing, channel: Channel, line: number, written: string): Promise<After> => {
  const [peers = '', seconds = '', options = ''] = separate(written, ',')
  const telephones = peers.split('&').map((peer) => /^PJSIP\/(\d+)$/.exec(peer)?.[1] ?? refuse(line, `dials “${peer}”`))
  const [, routine = ''] = /^m?U\((.*)\)$/.exec(options) ?? refuse(line, `Dial's ${options} is not known here`)
  if (!/^\d+$/.test(seconds)) refuse(line, 'Dial rings without end')
  const round = playing.seen.rang.push(telephones) - 1
  const end = await playing.ringing(telephones, round)
  const status = end === 'nobody' ? 'NOANSWER' : end === 'callerHangsUp' ? 'CANCEL' : 'ANSWER'
  playing.seen.status = status
  channel.variables.set('DIALSTATUS', status)
  if (end === 'nobody') return next
  if (end !== 'callerHangsUp') {
    if (!telephones.includes(end.pickedUpBy)) throw new Error(`${end.pickedUpBy} does not ring`)
    const [context = '', ...values] = routine.split('^')
    const number = String(round).padStart(8, '0')
    const telephone = newChannel(`PJSIP/${end.pickedUpBy}-${number}`, '', '', `telephone-${number}`)
    for (const [index, value] of values.entries()) telephone.variables.set(`ARG${index + 1}`, value)
    await run(playing, telephone, `${context},s`)
    await playing.talking?.()
  }
  channel.hangupCause = 16
  return hungUp
}

const apply = async (playing: Playing, channel: Channel, step: Step): Promise<After> => {
  const { line, application } = step
  const written = await textOn(channel, playing.shared, step.written)
  switch (application) {
    case 'Answer':
      return next
    case 'Set':
      setOn(channel, line, written)
      return next
    case 'Read': {
      const [name = ''] = separate(written, ',')
      channel.variables.set(name, playing.keys[playing.questions] ?? '')
      playing.questions += 1
      return next
    }
    case 'Playback':
      playing.seen.played.push(written)
      return next
    case 'Goto':
      return { kind: 'label', label: written }
    case 'GotoIf':
    case 'ExecIf': {
      const [condition = '', then = ''] = separate(written, '?', 2, 'raw')
      const isMet = condition !== '' && condition !== '0'
      if (application === 'GotoIf') {
        const [ifSo = '', ifNot = ''] = separate(then, ':')
        const label = isMet ? ifSo : ifNot
        return label === '' ? next : { kind: 'label', label }
      }
      if (!isMet) return next
      const [, inner = '', values = ''] = /^(\w+)\((.*)\)$/.exec(then) ?? refuse(line, `cannot do ${then}`)
      return apply(playing, channel, { ...step, application: inner, written: values })
    }
    case 'Dial':
      return dial(playing, channel, line, written)
    case 'MusicOnHold': {
      const end = await playing.waiting?.(playing.seen.rang.length)
      if (end !== 'hangsUp') return next
      channel.hangupCause = 16
      return hungUp
    }
    case 'Return':
      return { kind: 'return' }
    case 'Hangup':
      channel.hangupCause = Number(written)
      return hungUp
    default:
      return refuse(line, `the application ${application} is not known here`)
  }
}

/** Runs a context of the plan on a channel until it returns, hangs up or ends. */
const run = async (playing: Playing, channel: Channel, place: string): Promise<void> => {
  const steps = playing.plan.steps.get(place) ?? []
  if (steps.length === 0) throw new Error(`the dial plan has no ${place}`)
  for (let at = 0; at < steps.length;) {
    const step = steps[at]
    if (step === undefined) return
    if ((playing.steps += 1) > stepLimit) refuse(step.line, 'the call goes round for ever')
    const after = await apply(playing, channel, step).catch((error: unknown) =>
      String(error).includes('docs/dial-plan.md') ? Promise.reject(error as Error) : refuse(step.line, String(error)),
    )
    if (after.kind === 'return' || after.kind === 'hungUp') return
    at = after.kind === 'next' ? at + 1 : steps.findIndex(({ label }) => label === after.label)
    if (at < 0) refuse(step.line, 'goes to a label that is not there')
  }
}

/**
 * Plays one call through a dial plan as Asterisk would, in the part of it that the plan uses, and asks the real server.
 * @param page the page with the plan; what it leaves to fill in stands for `server` and `token`
 * @throws an error that names the page's line, where the plan asks for something that this exchange does not know
 */
export const playThroughPlan = async (
  page: string,
  { server, token }: { server: string; token: string },
  script: CallScript,
): Promise<PlayedCall> => {
  const plan = readDialPlan(page.replaceAll('https://YOUR-SERVER', server).replaceAll('/TOKEN\n', `/${token}\n`))
  const seen: PlayedCall = { asked: [], rang: [], played: [], status: '' }
  const shared: Shared = { globals: plan.globals, asked: seen.asked, isLost: script.isLost ?? (() => false) }
  const playing: Playing = { ...script, plan, shared, seen, steps: 0, questions: 0 }
  const caller = newChannel('PJSIP/trunk-00000001', script.from, hotline.split(',')[1] ?? '', script.callId)
  await run(playing, caller, hotline)
  for (const handler of caller.hangupHandlers.reverse()) await run(playing, caller, handler.replace(/,1$/, ''))
  return seen
}
