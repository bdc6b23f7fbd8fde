/** Lets calls of the page run, a ringing one among them: work on a large file comes in stretches. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
