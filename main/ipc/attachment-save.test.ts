import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fail, ok } from '#shared/result'
import { createAttachmentSave } from './attachment-save'

const folder = mkdtempSync(join(tmpdir(), 'hotline-save-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const bytes = new Uint8Array([1, 2, 3])
const input = { ticketId: '11111111-1111-4111-8111-111111111111' as never, hash: 'a'.repeat(64) as never }
const saveOf = (name: string, choosePath: (suggested: string) => Promise<string | null>) =>
  createAttachmentSave({
    read: async () => ok({ bytes, name, mediaType: 'image/png' }),
    choosePath,
    downloads: () => folder,
  })

test('saves the file where the person chooses and suggests a harmless name', async () => {
  for (const [name, expected] of [
    ['照片.png', '照片.png'],
    ['../../.bashrc', 'bashrc'],
    ['a\u202Egnp.exe', 'agnp.exe'],
    ['CON', '_CON'],
  ]) {
    let suggested = ''
    expect(
      await saveOf(name!, async (path) => {
        suggested = path
        return path
      })(input),
    ).toEqual({ ok: true, value: { isSaved: true } })
    expect(suggested).toBe(join(folder, expected!))
    expect(readFileSync(suggested)).toEqual(Buffer.from(bytes))
  }
})

test('writes nothing when the person cancels, and explains what cannot be read or written', async () => {
  const before = readdirSync(folder)
  expect(await saveOf('x', async () => null)(input)).toEqual({ ok: true, value: { isSaved: false } })
  expect(readdirSync(folder)).toEqual(before)
  const nowhere = join(folder, 'none', 'x')
  expect(await saveOf('x', async () => nowhere)(input)).toMatchObject({
    ok: false,
    failure: { code: 'notWritable', params: { path: join(folder, 'none') } },
  })
  expect(await saveOf('x', async (path) => `/dev/full${basename(path).slice(1)}`)(input)).toMatchObject({
    ok: false,
    failure: { code: process.platform === 'linux' ? 'diskFull' : 'notWritable' },
  })
  const refused = createAttachmentSave({
    read: async () => fail('fileNotHere'),
    choosePath: async () => {
      throw new Error('asked')
    },
    downloads: () => folder,
  })
  expect(await refused(input)).toMatchObject({ ok: false, failure: { code: 'fileNotHere' } })
})
