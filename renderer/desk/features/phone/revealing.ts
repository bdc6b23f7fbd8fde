/** Records the reading. @returns the value; null where it may not be shown */
type Ask = () => Promise<string | null>

/** A protected value that is asked for, shown for a while and forgotten. */
export type Revealing = {
  /** Asks once, however often it is called meanwhile: each asking is recorded. */
  show: (ask: Ask) => void
  hide: () => void
}

type Needs = {
  onShown: (value: string | null) => void
  hideAfterMs: () => number
}

export const createRevealing = ({ onShown, hideAfterMs }: Needs): Revealing => {
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Changes with every asking and hiding: an answer that comes after it was hidden shows nothing. */
  let turn = 0
  let isAsking = false
  const hide = (): void => {
    turn += 1
    isAsking = false
    clearTimeout(timer)
    onShown(null)
  }
  const show = (ask: Ask): void => {
    if (isAsking) return
    turn += 1
    isAsking = true
    const mine = turn
    void ask()
      .catch(() => null)
      .then((value) => {
        if (mine !== turn) return
        isAsking = false
        if (value === null) return
        clearTimeout(timer)
        onShown(value)
        timer = setTimeout(hide, hideAfterMs())
      })
  }
  return { show, hide }
}
