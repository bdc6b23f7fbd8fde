import type { Attachment } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { backoffMs } from '../sync/backoff'
import type { Downloads } from './downloads'

export type Wanted = { ticketId: TicketId; file: Attachment }
export type LuggageNeeds = {
  downloads: Downloads
  /** Files of the person's open tickets that the server has and this machine has not. */
  missing: () => Wanted[]
  isConnected: () => boolean
  isStopped: () => boolean
  changed: () => void
  failed: (error: unknown) => void
}

/** Fetching what a person wants to take along. */
export type Luggage = {
  fetch: () => void
  cancel: () => void
  /** The connection is back. */
  kick: () => void
  progress: () => { doneBytes: number; totalBytes: number } | null
  stop: () => void
}

/** One file after another; a cut is waited out, a file that the server will not give is left out. */
export const createLuggage = ({
  downloads,
  missing,
  isConnected,
  isStopped,
  changed,
  failed,
}: LuggageNeeds): Luggage => {
  let wish: { totalBytes: number; doneBytes: number; given: Set<string>; current: Attachment | null } | null = null
  let isRunning = false
  let retry: NodeJS.Timeout | null = null
  let attempt = 0

  const nextOf = (given: ReadonlySet<string>): Wanted | undefined => missing().find(({ file }) => !given.has(file.hash))
  const run = async (): Promise<void> => {
    for (;;) {
      const mine = wish
      if (mine === null || isStopped() || !isConnected()) return
      const next = nextOf(mine.given)
      if (next === undefined) {
        wish = null
        return
      }
      mine.current = next.file
      const fetched = await downloads.fetch(next.ticketId, next.file, () => wish === mine)
      mine.current = null
      if (wish !== mine) return
      if (!fetched.ok && fetched.failure.code === 'offline') {
        later()
        return
      }
      attempt = 0
      mine.given.add(next.file.hash)
      mine.doneBytes += next.file.size
      changed()
    }
  }
  const later = (): void => {
    retry ??= setTimeout(
      () => {
        retry = null
        kick()
      },
      200 + backoffMs(attempt),
    )
    attempt += 1
  }
  const kick = (): void => {
    if (isRunning || wish === null || isStopped()) return
    isRunning = true
    run()
      .catch((error: unknown) => {
        wish = null
        failed(error)
      })
      .finally(() => {
        isRunning = false
        if (!isStopped()) changed()
      })
  }
  return {
    fetch: () => {
      const sizes = new Map(missing().map(({ file }) => [file.hash, file.size]))
      const totalBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0)
      if (wish === null && totalBytes > 0) wish = { totalBytes, doneBytes: 0, given: new Set(), current: null }
      kick()
    },
    cancel: () => {
      wish = null
    },
    kick,
    progress: () => {
      if (wish === null) return null
      const { totalBytes, doneBytes, current } = wish
      const underWay = current === null ? 0 : (downloads.hereBytes(current.hash) ?? 0)
      return {
        doneBytes: Math.min(doneBytes + underWay, totalBytes),
        totalBytes: Math.max(totalBytes, doneBytes + underWay),
      }
    },
    stop: () => {
      if (retry !== null) clearTimeout(retry)
    },
  }
}
