/** Work of which one run at a time is enough. */
export type RunAgain = {
  /** Runs the work, once more after a run that is under way. @returns settles when all that was asked for so far is done */
  ask: () => Promise<void>
  /** Settles when nothing runs; asks for nothing. */
  settled: () => Promise<void>
}

/**
 * Coalesces requests: those that come while `work` runs are answered by one more run after it, however many they are.
 * @param work where it fails, what was asked for meanwhile fails with it, and the next request runs it again
 */
export const createRunAgain = (work: () => Promise<void>): RunAgain => {
  let running: Promise<void> | null = null
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
      running = null
    }
  }
  return {
    ask: () => {
      isAsked = true
      // `work` may ask again before its first await, when `running` is not yet set.
      running ??= Promise.resolve().then(run)
      return running
    },
    settled: async () => {
      await running
    },
  }
}
