import { useEffect, useRef } from 'react'
import { registerKey, type KeyEntry, type KeyScope } from './keys'

/** Registers a key while the component is on screen. `run` returning false passes the key on. */
export const useKey = (
  id: string,
  keys: string,
  label: () => string,
  run: KeyEntry['run'],
  scope: KeyScope = 'general',
): void => {
  const latest = useRef({ label, run })
  useEffect(() => {
    latest.current = { label, run }
  })
  useEffect(
    () =>
      registerKey(
        id,
        keys,
        () => latest.current.label(),
        () => latest.current.run(),
        scope,
      ),
    [id, keys, scope],
  )
}
