import type { Noun } from '../domain/document'

/**
 * What an answer depends on: `true`, any document of the noun; a path, the one document whose id stands there in the
 * answer (any before there is one, none where it is null).
 */
export type Reads = Partial<Record<Noun, true | string>>

const at = (answer: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
      answer,
    )

/** @returns whether a changed document can change the answer to a question that reads these */
export const concerns = (reads: Reads, answer: unknown, { noun, id }: { noun: Noun; id: string }): boolean => {
  const read = reads[noun]
  if (read === undefined || read === true) return read === true
  const one = at(answer, read)
  return one === undefined || one === id
}
