/** Work of which one run at a time is enough. */
export type RunAgain = {
  /** Runs the work, or once more after the run under way. @returns settles when all that was asked for is done */
  ask: () => Promise<void>
  isRunning: () => boolean
  /** Whether another run follows the one under way. */
  isAskedAgain: () => boolean
  /** Settles when nothing runs; asks for nothing. */
  settled: () => Promise<void>
}

/**
 * Coalesces requests: those that come while `work` runs are answered by one more run after it, however many they are.
 * @param work where it fails, what was asked for meanwhile fails with it; the next request runs it again
 */
export const createRunAgain = (work: () => Promise<void>): RunAgain => {
  let running = Promise.resolve()
  let isRunning = false
  let isAsked = false
  // A function, because the compiler does not see that the variable changes while `work` is awaited.
  const isAskedAgain = (): boolean => isAsked
  const run = async (): Promise<void> => {
    try {
      do {
        isAsked = false
        await work()
      } while (isAskedAgain())
    } finally {
      isRunning = false
    }
  }
  return {
    ask: () => {
      isAsked = true
      if (isRunning) return running
      isRunning = true
      return (running = run())
    },
    isRunning: () => isRunning,
    isAskedAgain,
    settled: () => running,
  }
}
