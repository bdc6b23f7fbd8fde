import { minuteMs } from '#shared/domain/time'
import { readMeta, writeMeta } from '../replica/meta'
import { correctedNow, type Replica } from '../replica/replica'

/** A disk flush for each look would be too many. */
const writeEveryMs = minuteMs

/** Keeps the last moment at which a copy was all as on the server. */
export const createAsOf = (replica: Replica) => {
  let writtenAt = readMeta(replica.db, 'asOf') ?? Number.NEGATIVE_INFINITY
  let seenAt: number | null = null
  const write = (at: number): void => {
    writtenAt = at
    writeMeta(replica.db, 'asOf', at)
  }
  return {
    /** @param isWhole live, with nothing behind */
    look: (isWhole: boolean): void => {
      const now = correctedNow(replica)
      if (isWhole && (seenAt === null || Math.abs(now - writtenAt) >= writeEveryMs)) write(now)
      // Not now: a laptop that wakes has been asleep since it was last seen live.
      if (!isWhole && seenAt !== null) write(seenAt)
      seenAt = isWhole ? now : null
    },
  }
}
export type AsOf = ReturnType<typeof createAsOf>
