import { expect, test } from 'vitest'
import type { KeyEntry } from '../../navigation/keys'
import { matchingCommands } from './palette'

const entry = (label: string): KeyEntry => ({
  id: label,
  keys: 'Alt+1',
  label: () => label,
  run: () => true,
  scope: 'general',
})
const entries = ['就绪（Ready）', '打开 Outbox'].map(entry)

test.each(['ready', 'ＲＥＡＤＹ', '(ready)', '就绪，（ready', '【Ready】'])('%j finds the command', (text) => {
  expect(matchingCommands(entries, text).map(({ id }) => id)).toEqual(['就绪（Ready）'])
})

test('nothing typed is every command', () => {
  expect(matchingCommands(entries, ' 、')).toHaveLength(2)
})
