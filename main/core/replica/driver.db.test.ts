import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { temporaryFolder, testKey } from '../testing/replica-fixture'
import { DatabaseError, openDatabase } from './driver'

const folder = temporaryFolder()
afterAll(folder.clear)

const failureOf = (work: () => unknown): string => {
  try {
    work()
    return 'none'
  } catch (error) {
    if (error instanceof DatabaseError) return error.failure.code
    throw error
  }
}

const makeFile = (name: string): string => {
  const path = join(folder.path, name)
  const db = openDatabase(path, testKey)
  db.exec('create table kept (id integer primary key, text text)')
  db.transaction(() => {
    for (let at = 0; at < 500; at += 1)
      db.run('insert into kept (text) values (?)', [`canary-${String(at)}-`.repeat(20)])
  })
  expect(isReadable(path) || isReadable(`${path}-wal`)).toBe(false)
  db.close()
  return path
}
const isReadable = (path: string): boolean => readFileSync(path).includes('canary')

test('a wrong key opens nothing, and the file has no plain text', () => {
  const path = makeFile('key.db')
  expect(failureOf(() => openDatabase(path, 'ab'.repeat(32)))).toBe('vaultKeyLost')
  expect(isReadable(path)).toBe(false)
  openDatabase(path, testKey).close()
})

test('every flipped bit is detected; none ends the process or yields a wrong row', () => {
  const sound = readFileSync(makeFile('sound.db'))
  const path = join(folder.path, 'flipped.db')
  const flips = 256
  let seen = 0
  for (let at = 0; at < flips; at += 1) {
    const bytes = Buffer.from(sound)
    const offset = Math.floor((at * sound.length) / flips) + (at % 97)
    bytes[offset] = (bytes[offset] ?? 0) ^ (1 << (at % 8))
    writeFileSync(path, bytes)
    const code = failureOf(() => {
      const db = openDatabase(path, testKey)
      try {
        if (db.findDamage() !== null) throw new DatabaseError({ code: 'replicaDamaged', params: {} }, 'FOUND', 'found')
      } finally {
        db.close()
      }
    })
    if (code === 'vaultKeyLost' || code === 'replicaDamaged') seen += 1
  }
  expect({ flips, seen }).toEqual({ flips, seen: flips })
})

test('a transaction is all or nothing, and one inside another joins it', () => {
  const db = openDatabase(join(folder.path, 'transaction.db'), testKey)
  db.exec('create table kept (id integer primary key)')
  const broken = (): void =>
    db.transaction(() => {
      db.run('insert into kept values (1)')
      db.transaction(() => db.run('insert into kept values (2)'))
      throw new Error('stop')
    })
  expect(broken).toThrow('stop')
  expect(db.all('select * from kept')).toEqual([])
  db.transaction(() => db.run('insert into kept values (3)'))
  expect(db.all('select id from kept')).toEqual([{ id: 3 }])
  db.close()
})

test('a full disk and a folder without permission have their own failures', () => {
  const db = openDatabase(join(folder.path, 'full.db'), testKey)
  db.exec('create table kept (text text); pragma max_page_count = 10')
  expect(
    failureOf(() => {
      for (let at = 0; at < 50; at += 1) db.run('insert into kept values (?)', ['x'.repeat(4000)])
    }),
  ).toBe('diskFull')
  db.close()
  expect(failureOf(() => openDatabase(join(folder.path, 'absent', 'file.db'), testKey))).toBe('notWritable')
  if (process.getuid?.() === 0) return
  chmodSync(folder.path, 0o500)
  expect(failureOf(() => openDatabase(join(folder.path, 'denied.db'), testKey))).toBe('notWritable')
  chmodSync(folder.path, 0o700)
})

test('a disk with no room for the log’s index counts as full', () => {
  const small = join(folder.path, 'small')
  mkdirSync(small)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small], { stdio: 'ignore' }).status !== 0) {
    process.stdout.write('NOT PROVED HERE: opening on a really full disk, because only root may mount one\n')
    return
  }
  try {
    openDatabase(join(small, 'kept.db'), testKey).close()
    try {
      for (let at = 0; ; at += 1) writeFileSync(join(small, `filler-${String(at)}`), Buffer.alloc(4096))
    } catch {
      /* full now */
    }
    expect(
      failureOf(() => {
        openDatabase(join(small, 'kept.db'), testKey).exec('create table more (id integer)')
      }),
    ).toBe('diskFull')
  } finally {
    spawnSync('umount', ['-l', small])
  }
})
