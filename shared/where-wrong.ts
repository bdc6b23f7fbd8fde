import type { z } from 'zod'

/** Enough for a developer to find the mistake. */
const maxPaths = 5

/** @returns the paths of invalid fields, never their values, which may be personal: this may reach a log */
export const whereWrong = (error: z.ZodError): string =>
  [...new Set(error.issues.map((issue) => issue.path.join('.') || issue.code))].slice(0, maxPaths).join(', ')
