import { v5 } from 'uuid'
import { callIdSchema, type CallId } from '#shared/ids'

/** Calls of all exchanges get their ids here; changing it would tear running calls in two. */
const callNamespace = 'c8a1e3f0-52a4-4a2b-8b0e-7f6b1d0a9c44'

/** Asterisk's own id of a call, with which some bridges write the queue's name in one word. */
const queueAndIdPattern = /^.*?(\d{10}\.\d+)$/

/**
 * Our id of a call, from the exchange's: the same everywhere and always, so that no table has to remember it. An id in
 * one word with its queue means the call that the voice menu knows by the id alone.
 * @param again when an exchange that counts anew used the id once more, ms
 */
export const callIdOf = (pbxCallId: string, again?: number): CallId => {
  const alone = queueAndIdPattern.exec(pbxCallId)?.[1] ?? pbxCallId
  return callIdSchema.parse(v5(again === undefined ? alone : `${alone} ${String(again)}`, callNamespace))
}

/** The key under which a telephone event is done once: its kind, its call, and what else tells two apart. */
export const eventKey = (kind: string, callId: CallId, ...parts: string[]): string =>
  parts.length === 0 ? `${kind}:${callId}` : `${kind}:${callId}:${v5(JSON.stringify(parts), callNamespace)}`

/** Under it stands when an exchange used a call's id for another call. */
export const usedAgainKey = (firstId: CallId): string => `cti:again:${firstId}`

/** A hang-up of a call of which nothing else was heard yet. */
export const hungUpKey = (callId: CallId): string => `cti:hungUp:${callId}`

/** In front of the call's id. */
export const openCallPrefix = 'cti:open:'

/** A newCall that names no agents: whoever serves the queue and is or becomes ready is rung. */
export const openCallKey = (callId: CallId): string => `${openCallPrefix}${callId}`
