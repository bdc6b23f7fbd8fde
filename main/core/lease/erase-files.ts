import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileSchemaSql, filesFileName, fileShape, writeRescued } from '../files/file-tables'
import { rescueUnsent } from '../files/rescue-unsent'
import { openDatabase } from '../replica/driver'

const suffixes = ['-wal', '-shm', '-journal']

/** Removes a database with its log. */
export const removeDatabase = (path: string): void => {
  for (const suffix of [...suffixes, '']) rmSync(path + suffix, { force: true })
}

/**
 * Leaves of a person's files only the own ones that the server does not have. They move into a fresh file, so that no
 * free page keeps a customer's photograph. @throws DatabaseError where there is no room, with the old file untouched
 */
export const eraseFiles = (directory: string, replicaFile: string, keyHex: string): void => {
  const path = join(directory, filesFileName(replicaFile))
  if (!existsSync(path)) return
  const fresh = `${path}.kept`
  removeDatabase(fresh)
  const db = openDatabase(fresh, keyHex)
  let kept = 0
  try {
    db.exec(fileSchemaSql)
    kept = rescueUnsent(path, keyHex, (file) => writeRescued(db, file))
    db.setUserVersion(fileShape)
  } finally {
    db.close()
  }
  if (kept === 0) removeDatabase(fresh)
  // The old file's log went when it was closed; one that belongs to it must not meet the new file.
  for (const suffix of suffixes) rmSync(path + suffix, { force: true })
  if (kept === 0) rmSync(path, { force: true })
  else renameSync(fresh, path)
}
