/** @returns a function that runs at most `max` tasks at the same time, the others later in the order of their calls. */
export const limitConcurrency = (max: number): (<T>(run: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = []
  let running = 0
  return async (run) => {
    if (running >= max)
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
      })
    else running += 1
    try {
      return await run()
    } finally {
      // The next task takes over the slot, so that none can slip in between.
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
