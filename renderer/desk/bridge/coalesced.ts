/**
 * Coalesces requests: those that come while one runs are answered by one more run after it.
 * @returns a function that settles when everything requested so far has been read
 */
export const coalesced = (read: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | null = null
  let isRequested = false
  // A function, because the compiler does not see that the variable changes while `read` is awaited.
  const isRequestedAgain = (): boolean => isRequested
  const run = async (): Promise<void> => {
    do {
      isRequested = false
      await read()
    } while (isRequestedAgain())
    running = null
  }
  return () => {
    isRequested = true
    running ??= run()
    return running
  }
}
