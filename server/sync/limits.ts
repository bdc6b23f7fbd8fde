import type { IncomingMessage } from 'node:http'

/** Consoles connecting at the same time; few enough that the server still answers those already connected. */
const maxConnecting = 6
/**
 * A console gives up after eight seconds; one that must wait longer than this is refused at once and tries again by its
 * own back-off.
 */
const maxWaitMs = 5000
/** A connection that then stays silent occupies its slot no longer than this. */
const maxHandshakeMs = 250

type Answer = (refusal: string | null, isAllowed: boolean) => void
type Waiting = { request: IncomingMessage; since: number; answer: Answer }

export type ConnectionLimit = {
  /** Engine.IO's `allowRequest`: answers when this connection gets a slot. */
  allowRequest: (request: IncomingMessage, answer: Answer) => void
  /** The console is connected or was refused: its slot is free. */
  release: (request: IncomingMessage) => void
  stop: () => void
}

/**
 * Limits how many consoles connect at the same time: a thousand at once would otherwise slow down each other, and those
 * already connected, until all give up.
 */
export const createConnectionLimit = (): ConnectionLimit => {
  const waiting: Waiting[] = []
  const connecting = new Map<IncomingMessage, NodeJS.Timeout>()

  const release = (request: IncomingMessage): void => {
    clearTimeout(connecting.get(request))
    if (connecting.delete(request)) setImmediate(next)
  }
  const next = (): void => {
    while (connecting.size < maxConnecting) {
      const first = waiting.shift()
      if (first === undefined) return
      const { request, since, answer } = first
      if (request.socket.destroyed || performance.now() - since > maxWaitMs) {
        answer('busy', false)
        continue
      }
      connecting.set(
        request,
        setTimeout(() => release(request), maxHandshakeMs),
      )
      request.socket.once('close', () => release(request))
      answer(null, true)
    }
  }
  // The first in the queue has waited longest.
  const sweep = setInterval(() => {
    while (waiting[0] !== undefined && performance.now() - waiting[0].since > maxWaitMs)
      waiting.shift()?.answer('busy', false)
  }, 250)
  sweep.unref()

  return {
    allowRequest: (request, answer) => {
      // A request of an established connection.
      if (/[?&]sid=/.test(request.url ?? '')) return answer(null, true)
      waiting.push({ request, since: performance.now(), answer })
      next()
    },
    release,
    stop: () => {
      clearInterval(sweep)
      for (const timer of connecting.values()) clearTimeout(timer)
    },
  }
}
