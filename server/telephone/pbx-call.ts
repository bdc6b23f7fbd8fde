import { v5 } from 'uuid'
import { callIdSchema, type CallId } from '#shared/ids'

/** The UUID namespace of all calls; changing it would split every running call in two. */
const callNamespace = 'c8a1e3f0-52a4-4a2b-8b0e-7f6b1d0a9c44'

/** Asterisk's id of a call; some bridges prefix it with the queue's name. */
const queueAndIdPattern = /^.*?(\d{10}\.\d+)$/

/**
 * Derives our id of a call from the exchange's: always the same, so that no table has to store it. An id prefixed with
 * its queue means the call that the voice menu knows by the bare id.
 * @param again when an exchange whose counter restarted reused the id, ms
 */
export const callIdOf = (pbxCallId: string, again?: number): CallId => {
  const alone = queueAndIdPattern.exec(pbxCallId)?.[1] ?? pbxCallId
  return callIdSchema.parse(v5(again === undefined ? alone : `${alone} ${String(again)}`, callNamespace))
}

/** The key by which a telephone event is processed once: its kind, its call, and whatever else distinguishes two. */
export const eventKey = (kind: string, callId: CallId, ...parts: string[]): string =>
  parts.length === 0 ? `${kind}:${callId}` : `${kind}:${callId}:${v5(JSON.stringify(parts), callNamespace)}`

/** The key whose row says when an exchange reused a call's id for another call. */
export const usedAgainKey = (firstId: CallId): string => `cti:again:${firstId}`

/** The key of a hang-up that arrived before any other event of its call. */
export const hungUpKey = (callId: CallId): string => `cti:hungUp:${callId}`

/** The call's id follows it. */
export const openCallPrefix = 'cti:open:'

/** The key of a newCall that names no agents: it rings whoever serves the queue and is or becomes ready. */
export const openCallKey = (callId: CallId): string => `${openCallPrefix}${callId}`
