/** Lets calls of the page run, a ringing one among them: long work comes in stretches. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
