import { useSyncExternalStore } from 'react'

/** Below this the knowledge folds to a tab; three columns of readable text no longer fit. */
const query = '(max-width: 1279px)'

const subscribe = (changed: () => void): (() => void) => {
  const media = matchMedia(query)
  media.addEventListener('change', changed)
  return () => {
    media.removeEventListener('change', changed)
  }
}

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(query).matches)
