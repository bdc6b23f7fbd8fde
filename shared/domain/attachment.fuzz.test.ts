import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeFileName } from './attachment'

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.constantFrom('..', '/', '\\', 'C:', 'con', '.png', '\u202e', '\0', ' ', '照片', 'a'), { maxLength: 20 })
    .map((parts) => parts.join('')),
)

test('whatever a file is called, saving it never leaves the chosen folder', () => {
  fc.assert(
    fc.property(nasty, (name) => {
      const safe = safeFileName(name)
      expect(posix.basename(safe)).toBe(safe)
      expect(win32.basename(safe)).toBe(safe)
      expect(posix.resolve('/there', safe).startsWith('/there/')).toBe(true)
      expect(win32.resolve('C:\\there', safe).startsWith('C:\\there\\')).toBe(true)
      expect(safe).not.toMatch(/^[.\s]|[.\s]$|\p{Cc}|[\u202a-\u202e]/u)
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(500)
      expect(safeFileName(safe)).toBe(safe)
    }),
    { numRuns: 2000 },
  )
})

test('ordinary names stay as they are', () => {
  for (const name of ['现场照片.jpg', 'IMG_0012.HEIC', 'trace.log.gz']) expect(safeFileName(name)).toBe(name)
  expect(safeFileName('../../etc/passwd')).toBe('passwd')
  expect(safeFileName('invoice\u202egnp.exe')).toBe('invoicegnp.exe')
  expect(safeFileName('CON.txt')).toBe('_CON.txt')
})
