import type { RemoteMessage } from '#shared/protocol/remote'

/** What was pointed at or drawn on the picture; it fades. */
export type Trace = {
  key: number
  from: 'agent' | 'customer'
  /** When it came, in ms. */
  at: number
  message: Exclude<RemoteMessage, { kind: 'signal' | 'cover' | 'chat' }>
}

/** How long each stays: a mark is read, a pointer is followed. The styles fade them in the same times. */
export const traceMs: Record<Trace['message']['kind'], number> = {
  pointer: 2000,
  drawing: 6000,
  mark: 12_000,
  changeMark: 12_000,
}

/** More would hide the picture. */
const maxTraces = 200

/** Adds a trace; of a side's pointer there is only the latest. */
export const addTrace = (traces: readonly Trace[], trace: Trace): Trace[] => {
  const others =
    trace.message.kind === 'pointer'
      ? traces.filter(({ from, message }) => from !== trace.from || message.kind !== 'pointer')
      : traces
  return [...others, trace].slice(-maxTraces)
}

/** @returns the traces that are still to be seen at `now` */
export const dropFaded = (traces: readonly Trace[], now: number): Trace[] =>
  traces.filter(({ at, message }) => now - at < traceMs[message.kind])
