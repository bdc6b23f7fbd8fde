import { expect, test } from 'vitest'
import { wordsIn } from '../../../shared/i18n/testing/words-in'
import { minutesOf, minutesWords } from './minutes'

test.each([
  ['90', 90],
  ['1:30', 90],
  ['1.5h', 90],
  ['1.5 小时', 90],
  ['1小时30分', 90],
  ['45分钟', 45],
  ['２小时', 120],
  ['2 h 5 m', 125],
  ['24:00', 1440],
  ['', null],
  ['0', null],
  ['h', null],
  ['1:75', null],
  ['25h', null],
  ['-5', null],
  ['ten', null],
  ['1e3', null],
])('%s is %s minutes', (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes)
})

test('minutes in words', () => {
  expect([45, 60, 90].map((minutes) => minutesWords(minutes, wordsIn('zh-CN')))).toEqual([
    '45 分钟',
    '1 小时',
    '1 小时 30 分钟',
  ])
  expect([45, 60, 90].map((minutes) => minutesWords(minutes, wordsIn('en')))).toEqual(['45 min', '1 h', '1 h 30 min'])
})
