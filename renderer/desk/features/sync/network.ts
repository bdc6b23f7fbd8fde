/**
 * The server is heard every 2 s and given up 5 s after it was heard last; a second for the message. If the line counts
 * as live after that, the network that went was not the one it runs over (a server on this machine, a second card).
 */
const decidedWithinMs = 6000

type Needs = { isLive: () => boolean; setUnconfirmed: (isUnconfirmed: boolean) => void; reconnect: () => void }

/**
 * Listens to the system's word on the network. That it is gone proves nothing about the server, so nothing is cut:
 * `live` is only not claimed until the heartbeat has decided. That it is there again is worth a try at once, instead of
 * after the back-off.
 * @returns a function that stops listening
 */
export const followNetwork = (
  { isLive, setUnconfirmed, reconnect }: Needs,
  target: EventTarget = window,
): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | null = null
  const settle = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const gone = (): void => {
    if (!isLive()) return
    setUnconfirmed(true)
    settle()
    timer = setTimeout(() => {
      setUnconfirmed(false)
    }, decidedWithinMs)
  }
  // A live line may be one that died with the old network; if so the heartbeat says it within its time, and the core
  // tries at once.
  const back = (): void => {
    if (!isLive()) reconnect()
  }
  target.addEventListener('offline', gone)
  target.addEventListener('online', back)
  return () => {
    settle()
    target.removeEventListener('offline', gone)
    target.removeEventListener('online', back)
  }
}
