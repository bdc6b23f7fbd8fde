import { editableFields, type EditField } from '#shared/domain/ticket-edit'
import type { AttentionItem } from '#shared/ipc/replica-views'

/**
 * One field of a refused edit. Empty text stands for empty. `isContested`: somebody else wrote another value meanwhile.
 */
export type FieldRow = { field: EditField; mine: string; theirs: string; isContested: boolean }

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * The fields of refused edits of one ticket that differ from the present values; the newest own text counts.
 * @param items newest first
 */
export const fieldRows = (
  items: readonly Pick<AttentionItem, 'args'>[],
  current: Record<string, unknown>,
): FieldRow[] => {
  const mine: Record<string, unknown> = {}
  const before: Record<string, unknown> = {}
  for (const { args } of items) {
    for (const [field, value] of Object.entries(objectOf(args.changes))) if (!(field in mine)) mine[field] = value
    // The oldest edit was based on what the person really saw.
    Object.assign(before, objectOf(args.before))
  }
  return editableFields
    .filter((field) => field in mine && textOf(mine[field]) !== textOf(current[field]))
    .map((field) => ({
      field,
      mine: textOf(mine[field]),
      theirs: textOf(current[field]),
      isContested: !(field in before) || textOf(before[field]) !== textOf(current[field]),
    }))
}

/** What the person decided for a field, given its value then: a later change asks again. */
export type FieldChoice = { side: 'mine' | 'theirs'; text: string; against: string }

export const choose = (row: FieldRow, side: FieldChoice['side']): FieldChoice => ({
  side,
  text: row[side],
  against: row.theirs,
})

/**
 * @returns the choice for a row, by default one's own where nobody else wrote; null where the person is still to choose
 */
export const choiceOf = (row: FieldRow, choices: Partial<Record<EditField, FieldChoice>>): FieldChoice | null => {
  const made = choices[row.field]
  if (made !== undefined && made.against === row.theirs) return made
  return row.isContested ? null : choose(row, 'mine')
}

export type EditResult = { changes: Record<string, string | null>; before: Record<string, string | null> }

/**
 * @returns the edit that the choices make of the present values, null while a field is open; no changes where all
 *   stays as it is
 */
export const resultOf = (
  rows: readonly FieldRow[],
  choices: Partial<Record<EditField, FieldChoice>>,
): EditResult | null => {
  const result: EditResult = { changes: {}, before: {} }
  const valueOf = (field: EditField, text: string): string | null =>
    field === 'problemDomain' && text === '' ? null : text
  for (const row of rows) {
    const choice = choiceOf(row, choices)
    if (choice === null || (row.field === 'subject' && choice.text.trim() === '')) return null
    if (choice.text === row.theirs) continue
    result.changes[row.field] = valueOf(row.field, choice.text)
    result.before[row.field] = valueOf(row.field, row.theirs)
  }
  return result
}
