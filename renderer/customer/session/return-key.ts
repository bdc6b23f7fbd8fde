import type { ClosedRemote } from '#shared/protocol/remote'
import { serverPath } from './entrance'

const kept = 'hotline.remote'

/** The key with which this tab may come back to its session, as long as the tab is there. */
export type ReturnKey = {
  /** What an earlier page of this tab kept. It may have been changed. */
  kept: () => string | null
  /** Null before the code was typed. */
  held: () => ClosedRemote | null
  keep: (key: ClosedRemote) => void
  /** This page goes; the next one of this tab finds the key. */
  rest: () => void
  forget: () => void
  /** A socket may be gone before its last word left; the browser sends this by itself. */
  sayClosed: () => void
}

/** @param onElsewhere another tab of this browser has taken the session over */
export const createReturnKey = (onElsewhere: () => void): ReturnKey => {
  let held: ClosedRemote | null = null
  let tabs: BroadcastChannel | null = null

  /** Says to other tabs of this browser that the session is here now. Without that the server's word ends them. */
  const takeOver = (sessionId: string): void => {
    if (!('BroadcastChannel' in globalThis)) return
    tabs = new BroadcastChannel(`hotline-remote-${sessionId}`)
    tabs.onmessage = onElsewhere
    tabs.postMessage('here')
  }
  const rest = (): void => {
    held = null
    tabs?.close()
    tabs = null
  }
  return {
    rest,
    kept: () => sessionStorage.getItem(kept),
    held: () => held,
    keep: (key) => {
      if (held !== null) return
      held = key
      sessionStorage.setItem(kept, JSON.stringify(key))
      takeOver(key.sessionId)
    },
    forget: () => {
      rest()
      sessionStorage.removeItem(kept)
    },
    sayClosed: () => {
      if (held === null) return
      const body = new Blob([JSON.stringify(held)], { type: 'application/json' })
      navigator.sendBeacon(`${serverPath(location)}r/closed`, body)
    },
  }
}
