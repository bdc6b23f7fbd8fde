import { useEffect, useRef, useState, type RefObject } from 'react'

/**
 * Whether the picture fills the window. Its elements are made anew by the change, so the focus is led: into the picture
 * on filling, back to where it was on leaving.
 */
export const useFull = (stage: RefObject<HTMLElement | null>, button: RefObject<HTMLElement | null>) => {
  const [isFull, setIsFull] = useState(false)
  const cameFrom = useRef<Element | null>(null)
  const landing = useRef<'stage' | 'back' | null>(null)
  const wasButton = useRef(false)
  useEffect(() => {
    if (landing.current === 'stage') stage.current?.focus({ preventScroll: true })
    if (landing.current === 'back') {
      const before = cameFrom.current
      const isThere = before instanceof HTMLElement && before.isConnected && before !== document.body
      const back = wasButton.current ? button.current : isThere ? before : stage.current
      back?.focus({ preventScroll: true })
    }
    landing.current = null
  }, [isFull, stage, button])
  return {
    isFull,
    fill: (): void => {
      cameFrom.current = document.activeElement
      wasButton.current = document.activeElement === button.current
      landing.current = 'stage'
      setIsFull(true)
    },
    /** @param isElsewhere the focus stays where the person led it */
    leave: (isElsewhere = false): void => {
      landing.current = isElsewhere ? null : 'back'
      setIsFull(false)
    },
  }
}
