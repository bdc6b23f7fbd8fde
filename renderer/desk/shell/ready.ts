import { useEffect } from 'react'

/** Says on <html data-ready> that a screen is painted; tests and the bench wait for it. */
export const useReady = (screen: 'vault' | 'sign-in' | 'desk'): void => {
  useEffect(() => {
    // The first frame callback comes before the paint, the second after it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => { document.documentElement.dataset.ready = screen })
    })
    return () => {
      cancelAnimationFrame(frame)
      delete document.documentElement.dataset.ready
    }
  }, [screen])
}
