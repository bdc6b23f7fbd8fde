import { describe, expect, it } from 'vitest'
import { isTypingKey, keyStore, pressedKeys, registerKey, runKey } from './keys'

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
    const run = (): undefined => undefined
    const first = registerKey('answer', 'F8', () => 'one', run)
    const second = registerKey('answer', 'F9', () => 'two', run)
    first()
    expect(keyStore.getState().entries.map(({ keys }) => keys)).toEqual(['F9'])
    second()
    expect(keyStore.getState().entries).toEqual([])
  })

  it('does what a key does for a button elsewhere, where it applies', () => {
    const remove = registerKey(
      'dispatch',
      'Alt+E',
      () => 'dispatch',
      () => undefined,
    )
    expect(runKey('dispatch')).toBe(true)
    remove()
    expect(runKey('dispatch')).toBe(false)
    const removeOther = registerKey(
      'dispatch',
      'Alt+E',
      () => 'dispatch',
      () => false,
    )
    expect(runKey('dispatch')).toBe(false)
    removeOther()
  })
})
