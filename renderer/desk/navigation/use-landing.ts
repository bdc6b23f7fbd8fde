import { useEffect, type RefObject } from 'react'

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body

/**
 * Where the focus lands when a pane appears and nothing else has it: on the pane, so that keys scroll it and Tab goes
 * on from there.
 */
export const useLanding = (pane: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    if (isNowhere()) pane.current?.focus({ preventScroll: true })
  }, [pane])
}

/** After a form closed under the focus: back to the pane around it, unless the focus has gone elsewhere. */
export const landAgain = (pane: HTMLElement | null): void => {
  requestAnimationFrame(() => {
    if (isNowhere()) pane?.focus({ preventScroll: true })
  })
}
