import { v5 } from 'uuid'
import { callIdSchema, type CallId } from '#shared/ids'

/** Calls of all exchanges get their ids here; changing it would tear running calls in two. */
const callNamespace = 'c8a1e3f0-52a4-4a2b-8b0e-7f6b1d0a9c44'

/** Our id of a call, from the exchange's: the same everywhere and always, so that no table has to remember it. */
export const callIdOf = (pbxCallId: string): CallId => callIdSchema.parse(v5(pbxCallId, callNamespace))

/** The key under which a telephone event is done once: its kind, its call, and what else tells two apart. */
export const eventKey = (kind: string, callId: CallId, ...parts: string[]): string =>
  parts.length === 0 ? `${kind}:${callId}` : `${kind}:${callId}:${v5(JSON.stringify(parts), callNamespace)}`

/** In front of the call's id. */
export const openCallPrefix = 'cti:open:'

/** A newCall that names no agents: whoever serves the queue and is or becomes ready is rung. */
export const openCallKey = (callId: CallId): string => `${openCallPrefix}${callId}`
