import type { Handshake } from '#shared/protocol/session'
import { openWire, type Wire } from '../main/core/sync/wire'

/** How far behind each console is when it comes back. */
const behind = 100
const pullLimit = 200

/** What happened to a crowd of consoles; times by `performance.now()`. */
export type Observed = { attempts: number[]; cuts: number[]; refusals: { at: number; code: string }[]; live: number[] }

export type Crowd = {
  /** Starts a new record. @returns the record, which fills until the next call */
  startRecord: () => Observed
  liveCount: () => number
  stop: () => void
}

/**
 * Consoles without replica or window: they connect, pull what they missed, stay, and reconnect by themselves.
 * @param waitMs how long to wait before the attempt of this number, from 0
 */
export const gatherCrowd = (
  address: string,
  handshakes: readonly Handshake[],
  waitMs: (attempt: number) => number,
  firstWithinMs: number,
): Crowd => {
  let observed: Observed = { attempts: [], cuts: [], refusals: [], live: [] }
  let isStopped = false
  const live = new Set<string>()
  const stops: (() => void)[] = []

  const attend = (auth: Handshake): void => {
    let attempt = 0
    let wire: Wire | null = null
    let timer: NodeJS.Timeout | undefined
    const away = (): void => {
      live.delete(auth.deskId)
      wire?.close()
      wire = null
      if (isStopped) return
      timer = setTimeout(connect, waitMs(attempt))
      attempt += 1
    }
    const catchUp = async (current: Wire, head: number): Promise<void> => {
      for (let cursor = Math.max(0, head - behind); ;) {
        const answer = await current.pull(cursor, pullLimit)
        if (wire !== current) return
        if (!answer.ok) {
          observed.refusals.push({ at: performance.now(), code: answer.failure.code })
          away()
          return
        }
        cursor = answer.value.upTo
        if (answer.value.upTo >= answer.value.head) break
      }
      attempt = 0
      live.add(auth.deskId)
      observed.live.push(performance.now())
    }
    const connect = (): void => {
      observed.attempts.push(performance.now())
      const current = openWire(address, auth, {
        welcome: ({ head }) => {
          void catchUp(current, head)
        },
        changes: () => undefined,
        presence: () => undefined,
        signedOut: () => undefined,
        refused: ({ code }) => {
          observed.refusals.push({ at: performance.now(), code })
          away()
        },
        cut: () => {
          observed.cuts.push(performance.now())
          away()
        },
      })
      wire = current
    }
    timer = setTimeout(connect, Math.random() * firstWithinMs)
    stops.push(() => {
      clearTimeout(timer)
      wire?.close()
    })
  }
  for (const handshake of handshakes) attend(handshake)
  return {
    startRecord: () => {
      observed = { attempts: [], cuts: [], refusals: [], live: [] }
      return observed
    },
    liveCount: () => live.size,
    stop: () => {
      isStopped = true
      for (const stop of stops) stop()
    },
  }
}
