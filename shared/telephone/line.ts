export type Post = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; signal?: unknown },
) => Promise<{ status: number; text: () => Promise<string> }>

/** The few words of the web platform that a played call needs; they are global in Node, Electron and browsers alike. */
type Platform = {
  fetch: Post
  AbortSignal: { timeout: (ms: number) => unknown }
}
const platform = globalThis as unknown as Platform

export const globalPost: Post = (url, init) => platform.fetch(url, init)

/** An exchange gives up on a webhook that does not answer within seconds; so does this line. */
export const answerWithinMs = 10_000
export const giveUpAfter = (ms: number): unknown => platform.AbortSignal.timeout(ms)

/** `a=1&user[]=801&user[]=802`, as exchanges with form-encoded webhooks write it. */
export const formOf = (fields: Record<string, string | string[] | undefined>): string =>
  Object.entries(fields)
    .flatMap(([key, value]) => {
      if (value === undefined) return []
      return Array.isArray(value)
        ? value.map((each): [string, string] => [`${key}[]`, each])
        : [[key, value] as [string, string]]
    })
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&')
