import { createHash, randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { pieceBytes, type FileHash } from '#shared/domain/attachment'
import { openFileStore } from '../files/file-store'
import { id } from './replica-fixture'

/** Keeps files of three pieces and prints each hash once it is kept, until the test kills it. */
const [path = '', keyHex = ''] = process.argv.slice(2)
const store = openFileStore(path, keyHex, Date.now)
for (;;) {
  const bytes = new Uint8Array(randomBytes(3 * pieceBytes))
  const hash = createHash('sha256').update(bytes).digest('hex') as FileHash
  writeSync(1, `begun ${hash}\n`)
  for (let index = 0; index < 3; index += 1)
    store.writePieces(hash, [{ index, bytes: bytes.slice(index * pieceBytes, (index + 1) * pieceBytes) }])
  store.finish({ hash, size: bytes.length, name: 'a', mediaType: 'image/png' }, id(), true, Date.now())
  writeSync(1, `kept ${hash}\n`)
}
