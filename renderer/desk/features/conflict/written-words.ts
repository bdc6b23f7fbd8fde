export type Written = { field: string; text: string }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Fields that the program adds: ids and the values from before the edit. */
const isNotWritten = (field: string): boolean =>
  /(?:^id|Id)$/.test(field) || ['before', 'hash', 'mediaType', 'size'].includes(field)

/** Everything a person wrote in a command, so that nothing is lost: texts and figures of any depth, without ids. */
export const writtenWords = (args: Record<string, unknown>): Written[] =>
  Object.entries(args).flatMap(([field, value]): Written[] => {
    if (isNotWritten(field)) return []
    if (typeof value === 'number') return [{ field, text: String(value) }]
    if (typeof value === 'string') return value.trim() === '' ? [] : [{ field, text: value }]
    return isObject(value) ? writtenWords(value) : []
  })
