import { expect, it } from 'vitest'
import { differences } from './marked-text'

/** What is changed stands in brackets. */
const marked = (text: string, other: string): string =>
  differences(text, other)
    .map((piece) => (piece.isChanged ? `[${piece.text}]` : piece.text))
    .join('')

it.each([
  ['月末结账报错', '月末过账报错', '月末[结]账报错'],
  ['现场：月末结账第 2 步', '热线：月末结账第 3 步', '[现场]：月末结账第 [2] 步'],
  ['same', 'same', 'same'],
  ['print server down', 'print service down', 'print [server] down'],
  ['甲乙', '', '[甲乙]'],
  ['', '甲乙', ''],
  ['一一', '一一一', '一一'],
  ['😀好', '😁好', '[😀]好'],
  ['第一行\n第二行', '第一行\n另一行', '第一行\n[第二]行'],
])('%s against %s', (text, other, expected) => {
  expect(marked(text, other)).toBe(expected)
})

it('texts too long to compare word by word are marked between what both begin and end with', () => {
  const long = Array.from({ length: 1500 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('')
  const turned = [...long].reverse().join('')
  expect(marked(`头${long}尾`, `头${turned}尾`)).toBe(`头[${long}]尾`)
})
