import { expect, test } from 'vitest'
import { fileSize, mediaTypeOf } from './attachment-store'

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

test.each([
  ['image/jpeg', 'image/jpeg'],
  ['text/plain; charset=utf-8', 'text/plain'],
  ['', 'application/octet-stream'],
  ['IMAGE/PNG', 'image/png'],
  ['not a type', 'application/octet-stream'],
  [`x/${'y'.repeat(100)}`, 'application/octet-stream'],
])('%s is %s', (type, expected) => {
  expect(mediaTypeOf({ type })).toBe(expected)
})
