import { expect, test } from 'vitest'
import { mediaTypeOf } from './add-files'

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
