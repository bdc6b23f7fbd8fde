import { createStore } from 'zustand/vanilla'
import { useEffect, useRef } from 'react'
import { keyTable, type KeyId, type KeyScope } from './key-table'

export type KeyEntry = {
  id: string
  /** As `Ctrl+K`, `Alt+ArrowLeft`, `F8`, `?`. */
  keys: string
  /** What it does, in the words of the surface now. */
  label: () => string
  /** @returns false when it does not apply now; the key then goes where it would have gone. */
  run: () => boolean | undefined
  scope: KeyScope
}

/** In the order of registering; if two claim a key, the latest wins. */
export const keyStore = createStore<{ entries: KeyEntry[] }>(() => ({ entries: [] }))

/** Registers a key that stands elsewhere than in the table. @returns a function that takes it back. */
export const registerEntry = (entry: KeyEntry): (() => void) => {
  const { id } = entry
  keyStore.setState(({ entries }) => ({ entries: [...entries.filter((other) => other.id !== id), entry] }))
  return () => {
    keyStore.setState(({ entries }) => ({ entries: entries.filter((other) => other !== entry) }))
  }
}

/** Registers the key of an act. @returns a function that takes it back. */
export const registerKey = (id: KeyId, label: () => string, run: KeyEntry['run']): (() => void) =>
  registerEntry({ id, ...keyTable[id], label, run })

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const codeKey = (code: string): string | null => /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? null

/**
 * The key press as the register names it. Letters and digits go by the position of the key, because Alt and
 * other layouts change what they type.
 */
export const pressedKeys = (event: Pressed): string => {
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey
  const base =
    (hasModifier ? codeKey(event.code) : null) ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key)
  const isSign = base.length === 1 && !/[A-Z0-9]/.test(base)
  const parts = [
    (event.ctrlKey || event.metaKey) && 'Ctrl',
    event.altKey && 'Alt',
    event.shiftKey && !isSign && 'Shift',
    base,
  ]
  return parts.filter(Boolean).join('+')
}

/** A key without Ctrl, Alt or F number belongs to whoever is typing. */
export const isTypingKey = (keys: string): boolean =>
  !/^(?:Ctrl|Alt)\+/.test(keys) && !/(?:^|\+)F\d{1,2}$/.test(keys) && keys !== 'Escape'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select'))

/** An open dialog or menu has the keyboard for itself. */
const hasOverlay = (): boolean =>
  document.querySelector('[role=dialog][data-state=open], [role=menu][data-state=open]') !== null

const handleKey = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing) return
  const keys = pressedKeys(event)
  if (hasOverlay()) return
  if (isTypingKey(keys) && isTyping(event.target)) return
  for (const entry of keyStore
    .getState()
    .entries.filter((other) => other.keys === keys)
    .reverse()) {
    if (entry.run() === false) continue
    event.preventDefault()
    return
  }
}

/** Does what a key does, for a button elsewhere that offers the same act. @returns whether it applied */
export const runKey = (id: string): boolean => {
  const entry = keyStore.getState().entries.find((other) => other.id === id)
  return entry !== undefined && entry.run() !== false
}

/** Starts listening to keys for the whole page. @returns a function that stops. */
export const startKeys = (): (() => void) => {
  document.addEventListener('keydown', handleKey)
  return () => {
    document.removeEventListener('keydown', handleKey)
  }
}

/** Registers a key while the component is on screen. `run` returning false passes the key on. */
export const useKey = (id: KeyId, label: () => string, run: KeyEntry['run']): void => {
  const latest = useRef({ label, run })
  useEffect(() => {
    latest.current = { label, run }
  })
  useEffect(
    () =>
      registerKey(
        id,
        () => latest.current.label(),
        () => latest.current.run(),
      ),
    [id],
  )
}
