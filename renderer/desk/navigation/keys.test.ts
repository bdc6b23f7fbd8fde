import { describe, expect, it } from 'vitest'
import { isTypingKey, keyStore, pressedKeys, registerEntry, registerKey, runKey } from './keys'

const press = (
  key: string,
  code: string,
  modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => pressedKeys({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers })

describe('pressed keys', () => {
  it('names a press as the registry does', () => {
    expect(press('k', 'KeyK', { ctrlKey: true })).toBe('Ctrl+K')
    expect(press('k', 'KeyK', { metaKey: true })).toBe('Ctrl+K')
    expect(press('ArrowLeft', 'ArrowLeft', { altKey: true })).toBe('Alt+ArrowLeft')
    expect(press('F8', 'F8')).toBe('F8')
    expect(press('Enter', 'Enter', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+Enter')
  })

  it('reads a letter by the position of its key where Alt changes what it types', () => {
    expect(press('˚', 'KeyK', { altKey: true })).toBe('Alt+K')
    expect(press('1', 'Digit1', { ctrlKey: true })).toBe('Ctrl+1')
  })

  it('leaves Shift out of punctuation, because it differs between layouts', () => {
    expect(press('?', 'Slash', { shiftKey: true })).toBe('?')
    expect(press('A', 'KeyA', { shiftKey: true })).toBe('Shift+A')
  })

  it('knows which keys belong to whoever is typing', () => {
    expect(['?', 'J', 'Shift+A', 'Enter', 'Delete'].every(isTypingKey)).toBe(true)
    expect(['Ctrl+K', 'Alt+K', 'F8', 'Shift+F6', 'Escape'].some(isTypingKey)).toBe(false)
  })
})

describe('the registry', () => {
  it('replaces a key registered again under the same id and removes only its own', () => {
    const entry = { id: 'answer', run: (): undefined => undefined, scope: 'call' } as const
    const first = registerEntry({ ...entry, keys: 'F8', label: () => 'one' })
    const second = registerEntry({ ...entry, keys: 'F9', label: () => 'two' })
    first()
    expect(keyStore.getState().entries.map(({ keys }) => keys)).toEqual(['F9'])
    second()
    expect(keyStore.getState().entries).toEqual([])
  })

  it('takes what is pressed and where it belongs from the table', () => {
    const stop = registerKey(
      'ticket.take',
      () => 'take',
      () => true,
    )
    expect(keyStore.getState().entries).toMatchObject([{ id: 'ticket.take', keys: 'Alt+T', scope: 'ticket' }])
    stop()
  })
  it('does what a key does for a button elsewhere, where it applies', () => {
    const remove = registerKey(
      'ticket.dispatch',
      () => 'dispatch',
      () => undefined,
    )
    expect(runKey('ticket.dispatch')).toBe(true)
    remove()
    expect(runKey('ticket.dispatch')).toBe(false)
    const removeOther = registerKey(
      'ticket.dispatch',
      () => 'dispatch',
      () => false,
    )
    expect(runKey('ticket.dispatch')).toBe(false)
    removeOther()
  })
})
