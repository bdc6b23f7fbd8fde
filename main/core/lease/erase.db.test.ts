import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fileSchemaSql, fileShape } from '../files/file-tables'
import { openDeskFile } from '../replica/desk-file'
import { openDatabase } from '../replica/driver'
import { temporaryFolder, testKey } from '../testing/replica-fixture'
import { eraseCopy, eraseEverything } from './erase'

const folder = temporaryFolder()
afterAll(folder.clear)

const addFile = (db: ReturnType<typeof openDatabase>, text: string, isOwn: number, isSent: number): string => {
  const bytes = Buffer.from(text)
  const hash = createHash('sha256').update(bytes).digest('hex')
  db.run(
    'insert into file (hash, size, media_type, name, is_own, is_sent, added_at, used_at) values (?, ?, ?, ?, ?, ?, 1, 1)',
    [hash, bytes.length, 'text/plain', 'a.txt', isOwn, isSent],
  )
  db.run('insert into piece (hash, place, bytes) values (?, 0, ?)', [hash, bytes])
  return hash
}

test('only own unsent files are kept, in a fresh database; other people’s copies are not touched', () => {
  const file = 'replica-00112233aabbccdd.db'
  const files = join(folder.path, 'files-00112233aabbccdd.db')
  const desk = openDeskFile(folder.path, testKey, 1)
  for (const name of [file, 'replica-ffffffffffffffff.db', 'replica-00112233aabbccdd.damaged-1.db'])
    openDatabase(join(folder.path, name), testKey).close()
  const db = openDatabase(files, testKey)
  db.exec(fileSchemaSql)
  db.setUserVersion(fileShape)
  const mine = addFile(db, '现场照片', 1, 0)
  addFile(db, '已发送', 1, 1)
  addFile(db, '别人的', 0, 1)
  db.close()
  expect(eraseCopy({ directory: folder.path, keyHex: testKey, file, journal: desk.journal(file) })).toBe(0)
  const after = openDatabase(files, testKey)
  expect(after.all('select hash from file')).toEqual([{ hash: mine }])
  expect(after.all('select hash from piece')).toEqual([{ hash: mine }])
  after.close()
  desk.close()
  expect(readdirSync(folder.path).sort()).toEqual([
    'desk.db',
    'files-00112233aabbccdd.db',
    'replica-ffffffffffffffff.db',
  ])
  eraseEverything(folder.path)
  expect(readdirSync(folder.path)).toEqual([])
})
