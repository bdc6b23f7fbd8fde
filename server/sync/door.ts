import type { IncomingMessage } from 'node:http'

/** As many consoles are let in side by side as leave the server free to answer those inside. */
const atOnce = 6
/**
 * A console gives up after eight seconds; who must wait longer than this is sent away at once and comes back by its own
 * back-off.
 */
const longestWaitMs = 5000
/** Who was let in and says nothing holds up the next no longer than this. */
const longestEntryMs = 250

type Admit = (refusal: string | null, isAllowed: boolean) => void
type Waiting = { request: IncomingMessage; since: number; admit: Admit }

export type Door = {
  /** For Engine.IO: answers when it is this console's turn. */
  allow: (request: IncomingMessage, admit: Admit) => void
  /** The console stands inside, or was refused: the next one may come. */
  passed: (request: IncomingMessage) => void
  stop: () => void
}

/**
 * Lets consoles in one after another, so that a thousand that come at once do not make each other, and those inside,
 * wait until they give up.
 */
export const createDoor = (): Door => {
  const waiting: Waiting[] = []
  const entering = new Map<IncomingMessage, NodeJS.Timeout>()

  const passed = (request: IncomingMessage): void => {
    clearTimeout(entering.get(request))
    if (entering.delete(request)) setImmediate(next)
  }
  const next = (): void => {
    while (entering.size < atOnce) {
      const first = waiting.shift()
      if (first === undefined) return
      const { request, since, admit } = first
      if (request.socket.destroyed || performance.now() - since > longestWaitMs) {
        admit('busy', false)
        continue
      }
      entering.set(
        request,
        setTimeout(() => passed(request), longestEntryMs),
      )
      request.socket.once('close', () => passed(request))
      admit(null, true)
    }
  }
  // Whoever stands at the front has waited longest.
  const sweep = setInterval(() => {
    while (waiting[0] !== undefined && performance.now() - waiting[0].since > longestWaitMs)
      waiting.shift()?.admit('busy', false)
  }, 250)
  sweep.unref()

  return {
    allow: (request, admit) => {
      // A request of a connection that stands already.
      if (/[?&]sid=/.test(request.url ?? '')) return admit(null, true)
      waiting.push({ request, since: performance.now(), admit })
      next()
    },
    passed,
    stop: () => {
      clearInterval(sweep)
      for (const timer of entering.values()) clearTimeout(timer)
    },
  }
}
