import { expect, test } from 'vitest'
import { createPersonStore, enterPerson } from './person-store'

test('what somebody typed stays for them and is gone for the next person', () => {
  const store = createPersonStore(() => ({ text: '' }))
  enterPerson('lin')
  store.setState({ text: 'half a sentence' })
  enterPerson('lin')
  expect(store.getState().text).toBe('half a sentence')
  enterPerson('wang')
  expect(store.getState()).toEqual({ text: '' })
})

test('fields that only the last person had are gone too', () => {
  const store = createPersonStore<Record<string, string>>(() => ({}))
  enterPerson('wang')
  store.setState({ ticket: '2 h' })
  enterPerson('lin')
  expect(store.getState()).toEqual({})
})
