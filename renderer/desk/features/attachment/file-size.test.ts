import { expect, test } from 'vitest'
import { fileSize } from './file-size'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [256 * 1024, '256 KB'],
  [1_468_006, '1.4 MB'],
  [25 * 1024 * 1024, '25 MB'],
  [3 * 1024 ** 3, '3.0 GB'],
])('%i is %s', (bytes, words) => {
  expect(fileSize(bytes)).toBe(words)
})
