/** @returns a function that runs one task after another, in the order of its calls; one that fails stops no other. */
export const createSerial = (): (<T>(run: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const result = last.then(run)
    last = result.catch(() => {})
    return result
  }
}
