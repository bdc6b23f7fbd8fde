/** @returns what a thrown thing says of itself, for the log; anything may be thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
