import { expect, test } from 'vitest'
import { typedLines, typedList } from './typed-list'

test.each([
  'a,b,c',
  'a，b，c',
  'a、b、c',
  'a；b;c',
  'a b　c',
  'a\nb\r\nc',
  ' a ,, b，、c； ',
  'ａ，ｂ,ｃ',
  'a､b\u2028c',
  'a|b\tc',
])('%j has three entries', (text) => {
  expect(typedList(text)).toEqual(['a', 'b', 'c'])
})

test('nothing typed is an empty list', () => {
  for (const text of ['', ' ', '，、；', '\n']) expect(typedList(text)).toEqual([])
})

test('an entry may hold spaces where the list says so', () => {
  expect(typedLines('010 6243 6838，138 0013 8000')).toEqual(['010 6243 6838', '138 0013 8000'])
})
