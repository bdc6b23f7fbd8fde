import { useEffect, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useKey } from '../../../navigation/keys'
import { overDeskId } from '../../../navigation/over-desk'
import { Hindrance } from '../hindrance'
import { useRemote } from '../remote-store'
import { nextStop } from './next-stop'
import styles from './picture.module.css'

const stops = 'button:not(:disabled), input:not(:disabled), [tabindex="0"]'

/** What the customer wrote since the window was filled: the chat itself is covered. */
const NewLine = () => {
  const { t } = useTranslation('remote')
  const lines = useRemote((state) => state.lines)
  const [seen] = useState(lines.at(-1)?.key ?? 0)
  const line = lines.findLast(({ from, key }) => from === 'customer' && key > seen)
  return line === undefined ? null : <p className={styles.newLine}>{t('picture.written', { text: line.text })}</p>
}

/** Whether an element lies under this box, so that nobody would see what has the focus. */
const isCoveredBy = (box: HTMLElement, element: Element): boolean => {
  const { left, top, width, height } = element.getBoundingClientRect()
  return box.contains(document.elementFromPoint(left + width / 2, top + height / 2))
}

/**
 * Its children over everything but the call bar. Esc and a way to something that is covered leave it; Tab stays inside.
 * @param onLeave `isElsewhere`: the focus is where the person led it, and stays there
 */
export const FullWindow = ({ children, onLeave }: { children: ReactNode; onLeave: (isElsewhere: boolean) => void }) => {
  const { t } = useTranslation('remote')
  const now = useRemote((state) => state.now)
  const box = useRef<HTMLElement>(null)
  const leave = useRef(onLeave)
  useEffect(() => {
    leave.current = onLeave
  })
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent): void => {
      const { current } = box
      if (current === null || !(target instanceof Element) || current.contains(target)) return
      if (isCoveredBy(current, target)) leave.current(true)
    }
    document.addEventListener('focusin', onFocus)
    return () => {
      document.removeEventListener('focusin', onFocus)
    }
  }, [])
  useKey(
    'remote.leaveFull',
    () => t('picture.leaveFull'),
    () => {
      onLeave(false)
      return true
    },
  )
  const place = document.getElementById(overDeskId)
  if (place === null) return children
  return createPortal(
    <section
      ref={box}
      aria-label={t('picture.label')}
      className={styles.full}
      onKeyDown={(event) => {
        if (event.key !== 'Tab' || event.ctrlKey || event.altKey || event.metaKey) return
        const all = [...event.currentTarget.querySelectorAll<HTMLElement>(stops)]
        event.preventDefault()
        nextStop(all, document.activeElement, event.shiftKey)?.focus()
      }}
    >
      {now !== null && <Hindrance now={now} />}
      {children}
      <NewLine />
    </section>,
    place,
  )
}
