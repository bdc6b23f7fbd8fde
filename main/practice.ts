import { CallNotTaken, playCall } from '#shared/telephone/play-call'
import { scenarios, type PracticeScenario } from '#shared/demo/scenarios'
import { fail, ok, type Result } from '#shared/result'
import type { LogFault } from './fault-log'

/** A practice caller that nobody answers or ends hangs up after this long. */
const maxCallMs = 10 * 60_000

/** Starts practice calls at the embedded server; the agent answers and ends them. */
export const createPractice = (server: () => string | null, token: string, logFault: LogFault) => {
  const callers = new AbortController()
  const running = new Set<Promise<unknown>>()
  return {
    /** @returns as soon as it rings, or why it does not. */
    call: (scenario: PracticeScenario): Promise<Result<null>> => {
      const address = server()
      if (address === null) return Promise.resolve(fail('practiceUnavailable'))
      return new Promise((resolve) => {
        const played = playCall({
          server: address,
          token,
          call: scenarios[scenario],
          ending: 'byAgent',
          ringMs: 0,
          talkMs: maxCallMs,
          signal: callers.signal,
          onStep: ({ step }) => {
            if (step === 'ringing') resolve(ok(null))
          },
        }).catch((error: unknown) => {
          const reference = logFault('practice call', error)
          resolve(
            error instanceof CallNotTaken && error.status === 0
              ? fail('serverUnreachable', { address })
              : fail('internal', { reference }),
          )
        })
        running.add(played)
        void played.finally(() => running.delete(played))
      })
    },
    /** Hangs up all practice calls while the server still runs. */
    stop: async (): Promise<void> => {
      callers.abort()
      await Promise.all(running)
    },
  }
}
