import { pause } from '#shared/async/pause'

/**
 * Looks again and again until there is something to see: the one way in which tests wait.
 * @param what is waited for, in the words of the error
 * @returns what was seen. @throws where it does not come in time; the limit is generous, because machines are shared
 */
export const until = async <T>(
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  what = 'it to become true',
  withinMs = 20_000,
  everyMs = 20,
): Promise<T> => {
  const deadline = performance.now() + withinMs
  for (;;) {
    const seen = await look()
    if (seen !== null && seen !== undefined && seen !== false) return seen
    if (performance.now() > deadline) throw new Error(`waited in vain for: ${what}`)
    await pause(everyMs)
  }
}
