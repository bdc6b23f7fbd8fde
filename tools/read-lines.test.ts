import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findEncoding, readLines, type FoundEncoding } from './read-lines'

const folder = mkdtempSync(join(tmpdir(), 'hotline-lines-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** 总账 月结, 㐂 (four bytes) and € as GB18030 writes them; nothing here computes what it checks. */
const gb = {
  ledger: Buffer.from('d7dcd5cb', 'hex'),
  monthEnd: Buffer.from('d4c2bde1', 'hex'),
  rare: Buffer.from('8139ef31', 'hex'),
  euro: Buffer.from('a2e3', 'hex'),
}
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')
const utf8Mark = Buffer.from('efbbbf', 'hex')
const end = utf8('\n')

let written = 0
const fileOf = (...parts: Buffer[]): string => {
  const file = join(folder, `${written++}.jsonl`)
  writeFileSync(file, Buffer.concat(parts))
  return file
}
const read = async (...parts: Buffer[]): Promise<{ found: FoundEncoding; lines: (string | null)[] }> => {
  const file = fileOf(...parts)
  const found = await findEncoding(file)
  const lines: (string | null)[] = []
  if (found.ok) for await (const { text } of readLines(file, found.encoding)) lines.push(text)
  return { found, lines }
}

const utf16le = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le')

test.each<[string, Buffer[], string, string[]]>([
  ['UTF-8', [utf8('总账\n月结')], 'utf-8', ['总账', '月结']],
  ['UTF-8 with its mark', [utf8Mark, utf8('总账\n')], 'utf-8', ['总账']],
  ['ASCII', [utf8('{"id":1}\r\n\r\nx')], 'utf-8', ['{"id":1}', '', 'x']],
  ['nothing', [], 'utf-8', []],
  ['GB18030', [gb.ledger, end, gb.monthEnd], 'gb18030', ['总账', '月结']],
  ['GB18030 of two and four bytes', [gb.ledger, gb.rare, gb.euro], 'gb18030', ['总账㐂€']],
  ['UTF-16, little end first', [utf16le('总账\r\n月结')], 'utf-16le', ['总账', '月结']],
  ['UTF-16, big end first', [utf16le('总账\n').swap16()], 'utf-16be', ['总账', '']],
  ['a separator of lines within a text', [utf8('a\u2028b\n')], 'utf-8', ['a\u2028b']],
])('%s is read', async (_, parts, encoding, lines) => {
  expect(await read(...parts)).toEqual({ found: { ok: true, encoding }, lines })
})

test('a character split across two reads of the file is read whole', async () => {
  for (const offset of [1, 2, 3]) {
    const before = 'x'.repeat(1024 * 1024 - offset)
    expect((await read(utf8(`${before}总账\n月`))).lines).toEqual([`${before}总账`, '月'])
    expect((await read(utf8(before), gb.ledger, end, gb.monthEnd)).lines).toEqual([`${before}总账`, '月结'])
  }
})

test('a byte order mark does not make invalid text valid: the line is named', async () => {
  expect((await read(utf8Mark, utf8('总账\n'), gb.ledger, end)).lines).toEqual(['总账', null])
})

test.each<[string, Buffer[], string]>([
  ['a line of GB18030 in UTF-8', [utf8('总账\n月结\n'), gb.ledger], 'Line 3 is not UTF-8, though line 1 is.'],
  ['a line of UTF-8 in GB18030', [gb.ledger, end, utf8('总账\n')], 'Line 1 is not UTF-8, though line 2 is.'],
  ['UTF-8 with a byte lost', [utf8('总账月结').subarray(0, -1), end], 'Line 1 is not UTF-8.'],
  ['UTF-8 with a byte too much', [utf8('总账'), Buffer.from([0xff]), end], 'Line 1 is not UTF-8.'],
  [
    'GB18030 that ends within a character',
    [gb.ledger, end, Buffer.from([0xd7])],
    'Line 2 is neither UTF-8 nor GB18030.',
  ],
  ['what is no text', [gb.ledger, end, Buffer.from([0x00, 0xff, 0x80])], 'Line 2 is neither UTF-8 nor GB18030.'],
])('%s is refused with its line', async (_, parts, why) => {
  const { found } = await read(...parts)
  expect(found).toMatchObject({ ok: false, why: expect.stringContaining(why) })
})
