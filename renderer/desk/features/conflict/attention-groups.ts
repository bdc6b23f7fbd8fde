import type { AttentionItem } from '#shared/ipc/replica-views'

/** Refused commands handled together: several edits of one ticket are one question. The newest item comes first. */
export type AttentionGroup = { item: AttentionItem; items: readonly AttentionItem[] }

const isFieldConflict = (item: AttentionItem): boolean =>
  item.name === 'ticket.edit' && item.failure.code === 'editConflict'

/** @param attention newest first */
export const groupAttention = (attention: readonly AttentionItem[]): AttentionGroup[] => {
  const groups: { item: AttentionItem; items: AttentionItem[] }[] = []
  for (const item of attention) {
    const same = isFieldConflict(item)
      ? groups.find((group) => isFieldConflict(group.item) && group.item.entityId === item.entityId)
      : undefined
    if (same === undefined) groups.push({ item, items: [item] })
    else same.items.push(item)
  }
  return groups
}
