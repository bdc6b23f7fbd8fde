/** @returns runs at most `atOnce` at the same time, the others in the order they came. */
export const takeTurns = (atOnce: number): (<T>(run: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = []
  let running = 0
  return async (run) => {
    if (running >= atOnce)
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
      })
    else running += 1
    try {
      return await run()
    } finally {
      // Whoever waits takes over the place; it never becomes free in between.
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
