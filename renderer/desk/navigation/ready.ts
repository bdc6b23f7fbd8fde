import { useEffect } from 'react'
import { call } from '../bridge/client'

/** Marks in the performance time-line, once, that something is painted; the bench measures a start by it. */
export const usePaintMark = (mark: string, isThere: boolean): void => {
  useEffect(() => {
    if (!isThere || performance.getEntriesByName(mark).length > 0) return
    // The first frame callback comes before the paint, the second after it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        performance.mark(mark)
      })
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [mark, isThere])
}

/**
 * Says on <html data-ready> that a screen is painted, for tests and the bench, and to the main process, which loads a
 * page again that never says so.
 */
export const useReady = (screen: 'vault' | 'sign-in' | 'desk'): void => {
  useEffect(() => {
    // The first frame callback comes before the paint, the second after it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        document.documentElement.dataset.ready = screen
        void call('page.ready', null)
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      delete document.documentElement.dataset.ready
    }
  }, [screen])
}
