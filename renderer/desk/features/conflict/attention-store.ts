import type { AttentionItem } from '#shared/ipc/replica-views'
import { createRunAgain } from '#shared/async/run-again'
import type { CommandId } from '#shared/ids'
import { toastFailure } from '../../../shared/ui'
import { call, listen } from '../../bridge/client'
import { createPersonStore } from '../../bridge/person-store'

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

type AttentionState = {
  attention: AttentionItem[]
  /** The refused commands whose screen is open; empty where none is. */
  openConflict: readonly CommandId[]
}

export const attentionStore = createPersonStore<AttentionState>(() => ({ attention: [], openConflict: [] }))

export const { ask: readAttention } = createRunAgain(async () => {
  const result = await call('sync.listAttention', null)
  if (result.ok) attentionStore.setState({ attention: result.value })
})

/** Reads the list again when a document on it changes. @returns a function that stops and forgets the list. */
export const followAttention = (): (() => void) => {
  const stop = listen('replica.changed', ({ changed }) => {
    const { attention } = attentionStore.getState()
    if (attention.some((item) => changed.some(({ id }) => id === item.entityId))) void readAttention()
  })
  return () => {
    stop()
    attentionStore.setState({ attention: [], openConflict: [] })
  }
}

/** Shows both versions of a refused command, in front of the desk. */
export const openConflict = (commandIds: readonly CommandId[]): void => {
  attentionStore.setState({ openConflict: commandIds })
}
export const closeConflict = (): void => {
  attentionStore.setState({ openConflict: [] })
}

/** @returns whether all of them are dismissed */
export const dismissAttention = async (commandIds: readonly CommandId[]): Promise<boolean> => {
  const results = await Promise.all(commandIds.map((commandId) => call('sync.dismissAttention', { commandId })))
  const failed = results.find((result) => !result.ok)
  if (failed !== undefined) toastFailure(failed.failure)
  await readAttention()
  return failed === undefined
}

/**
 * Replaces refused commands by another one.
 * @returns whether the rules accepted it; the sentence of a refusal is shown
 */
export const resolveAttention = async (
  [first, ...others]: readonly CommandId[],
  name: string,
  args: Record<string, unknown>,
): Promise<boolean> => {
  if (first === undefined) return false
  const result = await call('sync.resolveAttention', { commandId: first, name, args })
  if (!result.ok) {
    toastFailure(result.failure)
    await readAttention()
    return false
  }
  return dismissAttention(others)
}
