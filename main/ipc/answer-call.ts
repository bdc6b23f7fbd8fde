import type { z } from 'zod'
import { calls, type CallInput, type CallName, type CallOutput } from '#shared/ipc/contract'
import { fail, type Result } from '#shared/result'
import { whereWrong } from '#shared/where-wrong'
import type { LogFault } from '../fault-log'
import { deskOrigin } from '../windows/asset-path'

type MainCallName = { [N in CallName]: (typeof calls)[N]['home'] extends 'main' ? N : never }[CallName]

/** A handler for every call that the main process answers; a missing or extra one does not compile. */
export type MainHandlers = {
  [N in MainCallName]: (input: z.output<(typeof calls)[N]['input']>) => Promise<Result<CallOutput<N>>>
}
export type { CallInput }

/** The part of a call's sender that is checked. */
export type Sender = { senderFrame: { url: string; parent: unknown } | null }

/** @returns whether our own page asks, in its top frame; a frame that is gone asks nothing. */
export const isOwnPage = ({ senderFrame }: Sender): boolean =>
  senderFrame !== null &&
  senderFrame.parent === null &&
  (senderFrame.url === deskOrigin || senderFrame.url.startsWith(`${deskOrigin}/`))

const isCallName = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(calls, name)

export type Gate = {
  handlers: MainHandlers
  /** Sends a call to the desk core. */
  relay: (name: CallName, input: unknown) => Promise<Result<unknown>>
  logFault: LogFault
}

/** Checks sender, name, input and output of a call. Never throws: failures come as a Result. */
export const answerCall = async (
  { handlers, relay, logFault }: Gate,
  sender: Sender,
  name: unknown,
  input: unknown,
): Promise<Result<unknown>> => {
  try {
    if (!isOwnPage(sender)) {
      logFault('call from a foreign frame', null)
      return fail('notAllowed')
    }
    if (!isCallName(name)) return fail('unknownCommand', { name: String(name).slice(0, 80) })
    const contract = calls[name]
    const parsed = contract.input.safeParse(input)
    if (!parsed.success) return fail('badInput', { detail: whereWrong(parsed.error) })
    const handler =
      contract.home === 'main' ? (handlers[name as MainCallName] as (input: unknown) => Promise<Result<unknown>>) : null
    const result = await (handler ? handler(parsed.data) : relay(name, parsed.data))
    if (!result.ok) return result
    const output = contract.output.safeParse(result.value)
    if (output.success) return { ok: true, value: output.data }
    return fail('internal', {
      reference: logFault(`${name} answered against its contract: ${whereWrong(output.error)}`, null),
    })
  } catch (error) {
    return fail('internal', {
      reference: logFault(`call ${typeof name === 'string' ? name.slice(0, 80) : typeof name}`, error),
    })
  }
}
