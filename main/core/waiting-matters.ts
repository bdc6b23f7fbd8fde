import type { WaitingMatter } from '#shared/ipc/matter'
import type { DocumentRef } from './replica/documents'
import { readMeta, writeMeta } from './replica/meta'
import type { Replica } from './replica/replica'
import { listWaitingMatters } from './views/matters'

/** Nobody reads a notification sooner, and what comes together becomes one. */
const settleMs = 500

/** Keeps the main process informed of what waits for the person. */
export type WaitingMatters = {
  changed: (refs: readonly DocumentRef[]) => void
  stop: () => void
}

/**
 * The keys of what was told are kept in the replica: a mark in time would skip what arrives late, and memory alone
 * would tell again after each start. What waits no longer is forgotten, so the list stays as short as what waits.
 * @param emit what waits now, whenever that has changed
 * @param failed the replica could not be read
 */
export const createWaitingMatters = (
  replica: Replica,
  emit: (waiting: WaitingMatter[]) => void,
  failed: (error: unknown) => void,
): WaitingMatters => {
  let timer: NodeJS.Timeout | null = null
  let last = '[]'
  const look = (): void => {
    timer = null
    // Half a first filling would be told in several pieces.
    if (readMeta(replica.db, 'cursor') === null) return
    const told = readMeta(replica.db, 'told') ?? []
    const waiting = listWaitingMatters(replica)
    const keys = waiting.map(({ key }) => key)
    if (JSON.stringify(keys) === last) return
    last = JSON.stringify(keys)
    writeMeta(replica.db, 'told', keys)
    const known = new Set(told)
    emit(waiting.map(({ key, kind, place, ticketId }) => ({ key, kind, place, ticketId, isNew: !known.has(key) })))
  }
  const lookSoon = (): void => {
    timer ??= setTimeout(() => {
      try {
        look()
      } catch (error) {
        failed(error)
      }
    }, settleMs)
  }
  lookSoon()
  return {
    changed: (refs) => {
      if (refs.some(({ noun }) => noun === 'workOrder' || noun === 'ticket')) lookSoon()
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      if (last !== '[]') emit([])
    },
  }
}
