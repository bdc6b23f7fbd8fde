/** The two channels between page and main process; the preload knows nothing more. */
export const callChannel = 'hotline:call'
export const eventChannel = 'hotline:event'

/** What the preload puts on `window.hotline`. Names and shapes are checked by the gate in the main process. */
export type Bridge = {
  call: (name: string, input: unknown) => Promise<unknown>
  /** @returns a function that stops listening. */
  listen: (hear: (name: string, body: unknown) => void) => () => void
}
