/**
 * One field while somebody types in it. `base` is what stood there when typing began; a change from elsewhere never
 * touches `typed`, it is shown beside it.
 */
export type FieldDraft = { base: string; typed: string }

export type FieldState =
  | { phase: 'resting'; shown: string }
  | { phase: 'typing'; shown: string }
  /** Somebody else changed the same field meanwhile. */
  | { phase: 'contested'; shown: string; theirs: string }

/** @param current what the replica says now; @param draft null where nobody types. */
export const fieldStateOf = (current: string, draft: FieldDraft | null): FieldState => {
  if (draft === null) return { phase: 'resting', shown: current }
  const isMoved = current !== draft.base && current !== draft.typed
  return isMoved ? { phase: 'contested', shown: draft.typed, theirs: current } : { phase: 'typing', shown: draft.typed }
}

export type FieldEnd = { kind: 'write'; text: string } | { kind: 'nothing' } | { kind: 'ask' }

/** What leaving the field means: write it, nothing to write, or the person must choose between two texts first. */
export const endOf = (current: string, draft: FieldDraft, isRequired: boolean): FieldEnd => {
  if (draft.typed === draft.base || draft.typed === current) return { kind: 'nothing' }
  if (isRequired && draft.typed.trim() === '') return { kind: 'nothing' }
  return fieldStateOf(current, draft).phase === 'contested' ? { kind: 'ask' } : { kind: 'write', text: draft.typed }
}
