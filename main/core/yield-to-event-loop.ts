/** Long work calls this between its steps, so that calls of the page are answered meanwhile: a phone may be ringing. */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
