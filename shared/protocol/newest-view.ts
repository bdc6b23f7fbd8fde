import type { RemoteView } from './remote'

/** @returns a hearer of views that lets through none that is older than one before it */
export const newestViews = (onView: (view: RemoteView) => void): ((view: RemoteView) => void) => {
  let latest: Pick<RemoteView, 'sessionId' | 'version'> | null = null
  return (view) => {
    if (latest?.sessionId === view.sessionId && view.version < latest.version) return
    latest = view
    onView(view)
  }
}
