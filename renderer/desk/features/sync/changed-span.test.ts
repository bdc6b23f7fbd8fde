import { expect, it } from 'vitest'
import { changedSpan } from './changed-span'

it.each([
  ['月末结账报错', '月末过账报错', ['月末', '结', '账报错']],
  ['same', 'same', ['same', '', '']],
  ['print server down', 'print service down', ['print ', 'server', ' down']],
  ['甲乙', '', ['', '甲乙', '']],
  ['aa', 'aaa', ['', 'aa', '']],
  ['一一', '一一一', ['一一', '', '']],
  ['😀好', '😁好', ['', '😀', '好']],
])('%s against %s', (text, other, parts) => {
  const { before, changed, after } = changedSpan(text, other)
  expect([before, changed, after]).toEqual(parts)
  expect(before + changed + after).toBe(text)
})
