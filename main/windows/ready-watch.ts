/** A page takes 1–3 s to its first screen, on a busy old machine up to ten. */
export const readyWithinMs = 15_000

export type ReadyWatchParts = {
  /** Loads the page once more. */
  reload: () => void
  /** Writes a fault down. */
  report: (what: string) => void
}

/**
 * Checks that a loading page shows a screen, so that nobody is left with an empty window.
 *
 *   idle ──loading──▶ loading ──ready──▶ idle
 *                       └─not ready in 15 s─▶ reload, once ──▶ loading ──not ready again──▶ logged, left as it is
 */
export const createReadyWatch = ({ reload, report }: ReadyWatchParts) => {
  let timer: NodeJS.Timeout | null = null
  let hasReloaded = false
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const missed = (): void => {
    timer = null
    report(`page not ready within ${String(readyWithinMs / 1000)} s${hasReloaded ? ' after it was loaded again' : ''}`)
    if (hasReloaded) return
    hasReloaded = true
    reload()
  }
  return {
    /** A page begins to load. */
    loading: (): void => {
      stop()
      timer = setTimeout(missed, readyWithinMs)
    },
    /** It shows a screen that a person can work with. */
    ready: (): void => {
      stop()
      hasReloaded = false
    },
    /** The window is gone. */
    stop,
  }
}
export type ReadyWatch = ReturnType<typeof createReadyWatch>
