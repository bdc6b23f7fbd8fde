import type { UtilityProcess } from 'electron'
import { within } from '#shared/async/pause'
import type { LogFault } from '../fault-log'

/** The part of a utilityProcess that is used here, so that a test can replace it. */
export type Child = Pick<UtilityProcess, 'postMessage' | 'kill' | 'pid'> & {
  on: ((event: 'message', hear: (message: unknown) => void) => unknown) &
    ((event: 'exit', hear: (code: number) => void) => unknown)
}

export type KeepRunning = {
  name: string
  fork: () => Child
  onMessage: (message: unknown) => void
  /** @param crashes how many in a row; the child is started again after a pause */
  onGone: (crashes: number) => void
  /** The child has started and has no state yet. */
  onStarted?: () => void
  logFault: LogFault
}

/** A child that ran this long was healthy, so the count of crashes in a row starts over. */
const wellAfterMs = 60_000
/** @returns ms to wait before the start after so many crashes in a row: at once, then doubling up to ten seconds. */
export const pauseAfter = (crashes: number): number => (crashes <= 1 ? 0 : Math.min(10_000, 125 * 2 ** crashes))

/** Keeps a utility process alive: starts it, and again when it dies, until it is stopped. */
export const keepRunning = ({ name, fork, onMessage, onGone, onStarted, logFault }: KeepRunning) => {
  let child: Child | null = null
  let crashes = 0
  let isStopping = false
  // A function, because the compiler would assume that the variable has not changed in between.
  const isWanted = (): boolean => !isStopping
  let timer: NodeJS.Timeout | null = null
  let whenGone: (() => void) | null = null

  const start = (): void => {
    timer = null
    const startedAt = Date.now()
    const started = fork()
    child = started
    started.on('message', (message) => {
      if (child === started) onMessage(message)
    })
    started.on('exit', (code) => {
      if (child !== started) return
      child = null
      whenGone?.()
      if (!isWanted()) return
      logFault(`${name} gone with code ${code}`, null)
      crashes = Date.now() - startedAt > wellAfterMs ? 1 : crashes + 1
      onGone(crashes)
      if (!isWanted()) return
      timer = setTimeout(start, pauseAfter(crashes))
    })
    onStarted?.()
  }

  return {
    start: (): void => {
      isStopping = false
      if (child === null && timer === null) start()
    },
    post: (message: unknown): boolean => {
      child?.postMessage(message)
      return child !== null
    },
    isRunning: (): boolean => child !== null,
    /** Asks the child to end, and kills it after `patienceMs`. */
    stop: async (goodbye: unknown, patienceMs: number): Promise<void> => {
      isStopping = true
      crashes = 0
      if (timer !== null) clearTimeout(timer)
      timer = null
      const leaving = child
      if (leaving === null) return
      const gone = new Promise<void>((resolve) => {
        whenGone = resolve
      })
      leaving.postMessage(goodbye)
      const patience = setTimeout(() => leaving.kill(), patienceMs)
      // If even the kill fails, closing the program must still work.
      await within(patienceMs + 1000, gone)
      clearTimeout(patience)
      whenGone = null
      child = null
    },
  }
}
