import { expect, test } from 'vitest'
import { comparable, filterWords, holdsWords } from './comparable'

test.each([
  ['北方机械（集团）有限公司', '北方机械(集团)有限公司'],
  ['北方机械【集团】有限公司', '北方机械（集团）有限公司'],
  ['阿里·木工', '阿里．木工'],
  ['阿里•木工', '阿里.木工'],
  ['阿里・木工', '阿里･木工'],
  ['ＡＢＣ　Ｃｏ．', 'abc co.'],
  ['Ａ－１０', 'a–10'],
  ['“演示”公司', '"演示"公司'],
  ['甲、乙', '甲，乙'],
  [' 甲 \n 乙 ', '甲 乙'],
  ['甲\u200b乙', '甲乙'],
])('%j and %j are one', (one, other) => {
  expect(comparable(one)).toBe(comparable(other))
  expect(comparable(comparable(one))).toBe(comparable(one))
})

test.each(['甲 乙', '甲　乙', '甲，乙', '甲、乙', '甲；乙', '甲\n乙', ' 甲,;乙 '])('%j are two words', (text) => {
  expect(filterWords(text)).toEqual(['甲', '乙'])
})

test('a text holds words in any order, and no words at all', () => {
  expect(holdsWords('北方机械（集团）', filterWords('(集团) 北方'))).toBe(true)
  expect(holdsWords('北方机械（集团）', filterWords('南方'))).toBe(false)
  expect(holdsWords('北方', filterWords(' ， '))).toBe(true)
})
