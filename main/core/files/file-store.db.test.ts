import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { pieceBytes, pieceCount, type FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { eraseFiles } from '../lease/erase'
import { buildEntry } from '../../../testing/build-entry'
import { id, temporaryFolder, testKey } from '../testing/replica-fixture'
import { pieceOf } from './digest'
import { openFileStore, type FileStore } from './file-store'

let adder: Awaited<ReturnType<typeof buildEntry>>
beforeAll(async () => {
  adder = await buildEntry('main/core/testing/add-files-until-killed.ts')
})
afterAll(() => adder.remove())

let folder: ReturnType<typeof temporaryFolder>
let path: string
beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'files-a.db')
})
afterEach(() => folder.clear())

const open = (): FileStore => openFileStore(path, testKey, Date.now)
const hashOf = (bytes: Uint8Array): FileHash => createHash('sha256').update(bytes).digest('hex') as FileHash
const keep = (
  store: FileStore,
  {
    bytes,
    ticketId = id<TicketId>(),
    isOwn = true,
    at = 1,
  }: { bytes: Uint8Array; ticketId?: TicketId; isOwn?: boolean; at?: number },
): FileHash => {
  const hash = hashOf(bytes)
  store.writePieces(
    hash,
    Array.from({ length: pieceCount(bytes.length) }, (_, index) => ({ index, bytes: pieceOf(bytes, index) })),
  )
  store.finish({ hash, size: bytes.length, name: '机房照片', mediaType: 'image/png' }, ticketId, isOwn, at)
  return hash
}
const random = (size: number): Uint8Array => new Uint8Array(randomBytes(size))
const isWhole = (store: FileStore, hash: FileHash): boolean => {
  const file = store.find(hash)
  if (file === null) return false
  return (
    hashOf(
      Buffer.concat(
        Array.from({ length: pieceCount(file.size) }, (_, index) => store.readPiece(hash, index) ?? Buffer.alloc(0)),
      ),
    ) === hash
  )
}

test('after kill -9 every kept file is whole, and nothing is left of the others', async () => {
  const lines: string[] = []
  for (const keeps of [1, 2, 3, 1, 4, 2]) {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(process.execPath, [adder.file, path, testKey], { stdio: ['ignore', 'pipe', 'pipe'] })
      let out = ''
      let complaint = ''
      child.stderr.on('data', (bytes: Buffer) => {
        complaint += bytes.toString()
      })
      child.stdout.on('data', (bytes: Buffer) => {
        out += bytes.toString()
        if (out.split('kept').length > keeps && out.trimEnd().split('\n').at(-1)?.startsWith('begun') === true)
          child.kill('SIGKILL')
      })
      child.on('exit', (_code, signal) => {
        if (signal !== 'SIGKILL') return reject(new Error(complaint))
        lines.push(...out.split('\n').slice(0, -1))
        resolve()
      })
    })
    const store = open()
    for (const line of lines) {
      const [what, hash] = line.split(' ') as [string, FileHash]
      if (what === 'kept') expect(isWhole(store, hash)).toBe(true)
      // The last one may be kept but not yet printed.
      else if (store.find(hash) === null) expect(store.storedPieces(hash).size).toBe(0)
      else expect(isWhole(store, hash)).toBe(true)
    }
    expect(store.notice()).toBeNull()
    store.close()
  }
  expect(lines.filter((line) => line.startsWith('kept')).length).toBeGreaterThanOrEqual(13)
})

test('a file with a missing piece does not count as a file', () => {
  const store = open()
  const bytes = random(2 * pieceBytes)
  store.writePieces(hashOf(bytes), [{ index: 0, bytes: pieceOf(bytes, 0) }])
  expect(() =>
    store.finish({ hash: hashOf(bytes), size: bytes.length, name: 'a', mediaType: 'a/b' }, id(), true, 1),
  ).toThrow('missing')
  expect(store.find(hashOf(bytes))).toBeNull()
  store.close()
})

test('dropping a ticket drops its files, except those of other tickets and those the server lacks', () => {
  const store = open()
  const [gone, other] = [id<TicketId>(), id<TicketId>()]
  const fetched = keep(store, { bytes: random(10), ticketId: gone, isOwn: false })
  const shared = keep(store, { bytes: random(20), ticketId: gone, isOwn: false })
  store.addUse(shared, other)
  const unsent = keep(store, { bytes: random(30), ticketId: gone })
  const sent = keep(store, { bytes: random(40), ticketId: gone })
  store.markSent(sent)
  store.dropTicket(gone)
  expect([fetched, shared, unsent, sent].map((hash) => store.find(hash) !== null)).toEqual([false, true, true, false])
  expect(store.storedPieces(fetched).size).toBe(0)
  expect(store.ticketsOf(unsent)).toEqual([gone])
  expect(store.bytesHere()).toBe(50)
  store.withdraw(unsent, gone)
  expect(store.find(unsent)).toBeNull()
  store.close()
})

test('when fetched files take too much room, the least recently used go first', () => {
  const store = open()
  const [first, second, third] = [10, 20, 30].map((at) => keep(store, { bytes: random(100), isOwn: false, at })) as [
    FileHash,
    FileHash,
    FileHash,
  ]
  const own = keep(store, { bytes: random(500), at: 0 })
  store.markUsed(first, 40)
  store.trimFetched(250)
  expect([first, second, third, own].map((hash) => store.find(hash) !== null)).toEqual([true, false, true, true])
  store.close()
})

test('a damaged database is set aside and whole unsent files are rescued, on opening and during use', () => {
  for (const isOpenBefore of [false, true]) {
    rmSync(path, { force: true })
    let store = open()
    const ticketId = id<TicketId>()
    const files = Array.from({ length: 6 }, () => keep(store, { bytes: random(2 * pieceBytes), ticketId }))
    const fetched = keep(store, { bytes: random(10), isOwn: false })
    store.close()
    if (isOpenBefore) store = open()
    // The last third has bytes of the files that were kept last.
    const handle = openSync(path, 'r+')
    writeSync(handle, Buffer.alloc(4096, 7), 0, 4096, Math.floor((statSync(path).size * 0.8) / 4096) * 4096)
    closeSync(handle)
    if (!isOpenBefore) store = open()
    const looked = (): void => {
      for (const hash of files) isWhole(store, hash)
    }
    if (store.notice() === null) expect(looked).toThrow('damaged files set aside')
    expect(store.notice()).toMatchObject({ code: 'filesDamaged', params: { rescued: '5' } })
    expect(files.filter((hash) => isWhole(store, hash))).toHaveLength(5)
    expect(store.ticketsOf(files.find((hash) => isWhole(store, hash))!)).toEqual([ticketId])
    expect(store.find(fetched)).toBeNull()
    expect(readdirSync(folder.path).some((name) => name.startsWith('files-a.damaged-'))).toBe(true)
    store.close()
  }
})

test('when the lease has ended only files that the server lacks are kept; without any, no database is left', () => {
  let store = open()
  const unsent = keep(store, { bytes: random(10) })
  keep(store, { bytes: random(4 * pieceBytes), isOwn: false })
  store.close()
  const before = statSync(path).size
  eraseFiles(folder.path, 'replica-a.db', testKey)
  expect(statSync(path).size).toBeLessThan(before - 3 * pieceBytes)
  store = open()
  expect(isWhole(store, unsent)).toBe(true)
  store.markSent(unsent)
  store.close()
  eraseFiles(folder.path, 'replica-a.db', testKey)
  expect(readdirSync(folder.path)).toEqual([])
})

test('neither a file’s content nor its name is readable on the disk', () => {
  const store = open()
  const bytes = random(pieceBytes + 5)
  const hash = keep(store, { bytes })
  for (const name of readdirSync(folder.path)) {
    const disk = readFileSync(join(folder.path, name))
    for (const canary of [Buffer.from(bytes.subarray(100, 132)), Buffer.from('机房照片'), Buffer.from(hash)])
      expect(disk.includes(canary)).toBe(false)
  }
  store.close()
})
