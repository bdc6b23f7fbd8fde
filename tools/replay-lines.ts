import { z } from 'zod'

/** One webhook of a recorded sequence, as the exchange sent it. */
const lineSchema = z.object({
  body: z.string().max(65_536),
  contentType: z.string().max(200).nullish(),
  /** The pause before it, ms. */
  afterMs: z.number().min(0).max(86_400_000).default(0),
})
export type ReplayLine = z.infer<typeof lineSchema>

/** An error in a recording, in one sentence. */
export class WrongRecording extends Error {}

/** @param text JSON lines @throws WrongRecording that names the line */
export const readRecording = (text: string): ReplayLine[] =>
  text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      try {
        return lineSchema.parse(JSON.parse(line))
      } catch (error) {
        const why = error instanceof z.ZodError ? (error.issues[0]?.path.join('.') ?? 'its shape') : 'no JSON'
        throw new WrongRecording(`line ${String(number)}: ${why}; wanted is {"body", "contentType"?, "afterMs"?}`)
      }
    })

/** @returns the exchange's id of the call in a body; null where it cannot be read */
export const callIdIn = ({ body }: ReplayLine): string | null => {
  const fields = ((): Record<string, unknown> => {
    try {
      return JSON.parse(body) as Record<string, unknown>
    } catch {
      const part = /name="call_?id"\r?\n\r?\n([^\r\n]*)/i.exec(body)?.[1]
      return part === undefined ? Object.fromEntries(new URLSearchParams(body)) : { callId: part }
    }
  })()
  const id = fields['callId'] ?? fields['call_id'] ?? fields['callid']
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null
}
