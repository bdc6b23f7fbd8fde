export type Written = { field: string; text: string }

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Everything a person wrote in a refused command, so that nothing is lost: texts of any depth, without ids. */
export const writtenWords = (args: Record<string, unknown>): Written[] =>
  Object.entries(args).flatMap(([field, value]): Written[] => {
    if (/(?:^id|Id)$/.test(field)) return []
    if (typeof value === 'string') return value.trim() === '' ? [] : [{ field, text: value }]
    return isObject(value) ? writtenWords(value) : []
  })
