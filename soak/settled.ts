import { pause } from '#shared/async/pause'
import type { Console } from './console-process'
import type { Digest } from './messages'

/** Long enough for an outbox that grew all through a fault, on slow cores; still no end after it is a failure. */
const settleWithinMs = 300_000
/**
 * A page on its way arrives within this; well before a quiet desk looks for itself, which would hide a missed change.
 */
const agreeWithinMs = 5000
const lookEveryMs = 250

/** Waits until the console is live, has sent everything and sees all of it. @throws where that does not come */
export const untilSettled = async (console: Console): Promise<void> => {
  const deadline = Date.now() + settleWithinMs
  for (;;) {
    const { status, acked } = await console.ask('status')
    if (
      status.connection === 'live' &&
      status.bootstrap === null &&
      status.pending === 0 &&
      status.behind === 0 &&
      acked === 0 &&
      console.outstanding() === 0
    )
      return
    if (Date.now() > deadline)
      throw new Error(
        `console ${String(console.index)} did not settle: ${JSON.stringify({ ...status, acked, outstanding: console.outstanding() })}`,
      )
    await pause(lookEveryMs)
  }
}

/**
 * A call is seen by those who have to do with it, so each console has its own last row.
 * @returns by how many rows that it may see a settled console that takes itself for live is behind, and stays so
 */
export const missedBy = async (
  console: Console,
  rowsAfter: (login: string, cursor: number) => Promise<number>,
): Promise<number> => {
  const deadline = Date.now() + agreeWithinMs
  for (;;) {
    const missed = await rowsAfter(console.login, (await console.ask('status')).cursor)
    if (missed === 0 || Date.now() > deadline) return missed
    await pause(lookEveryMs)
  }
}

const differing = (one: Digest, other: Digest): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => one[key] !== other[key])

/** @returns the entities in which two settled replicas of one person differ, and go on differing */
export const differences = async (one: Console, other: Console): Promise<string[]> => {
  let found = differing(await one.ask('digest'), await other.ask('digest'))
  for (const deadline = Date.now() + agreeWithinMs; found.length > 0 && Date.now() < deadline;) {
    await pause(lookEveryMs)
    found = differing(await one.ask('digest'), await other.ask('digest'))
  }
  return found
}
