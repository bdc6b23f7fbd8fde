import { existsSync, renameSync, rmSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileSchemaSql, filesFileName, fileShape, writeRescued } from '../files/file-tables'
import { rescueUnsent } from '../files/rescue-unsent'
import { openDatabase } from '../replica/driver'
import type { Journal } from '../replica/journal'
import { migrate } from '../replica/migrations/migrate'
import { isDamage } from '../replica/open-replica'
import { readUnsent, rescueOutbox } from '../replica/rescue'

const suffixes = ['-wal', '-shm', '-journal']

/** Removes a database with its log. */
export const removeDatabase = (path: string): void => {
  for (const suffix of [...suffixes, '']) rmSync(path + suffix, { force: true })
}

/**
 * Keeps only the person's own files that the server lacks. They move into a fresh database, so that no free page keeps
 * a customer's photograph. @throws DatabaseError where there is no room, with the old file untouched
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
  // Closing removed the old log; a leftover one must never be applied to the new file.
  for (const suffix of suffixes) rmSync(path + suffix, { force: true })
  if (kept === 0) rmSync(path, { force: true })
  else renameSync(fresh, path)
}

export type CopyPlace = { directory: string; keyHex: string; file: string; journal: Journal }

/**
 * Writes everything unsent of a closed copy into the journal. Of a damaged copy, what can be read is added to the
 * journal.
 * @throws DatabaseError where the copy can be neither read nor called damaged: a newer one, no permission, no room
 */
export const keepUnsent = ({ directory, keyHex, file, journal }: CopyPlace): void => {
  const path = join(directory, file)
  if (!existsSync(path)) return
  try {
    const db = openDatabase(path, keyHex)
    try {
      // A copy from an older program lacks a column that the journal needs.
      migrate(db)
      journal.recordUnsent(readUnsent(db), true)
    } finally {
      db.close()
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    journal.recordUnsent(
      rescueOutbox(path, keyHex).filter((row) => row['state'] !== 'acked'),
      false,
    )
  }
}

/**
 * Erases a copy after its lease: unsent commands go to the journal first, then the copy is deleted with its log and
 * files, except files that the server does not have yet.
 * @returns how many actions wait. @throws DatabaseError as `keepUnsent`, with the copy untouched
 */
export const eraseCopy = (place: CopyPlace): number => {
  keepUnsent(place)
  eraseFiles(place.directory, place.file, place.keyHex)
  removeDatabase(join(place.directory, place.file))
  // Damaged copies that were set aside contain the same customers.
  const id = place.file.replace(/^replica-|\.db$/g, '')
  for (const name of readdirSync(place.directory))
    if (name.includes(`-${id}.damaged-`)) rmSync(join(place.directory, name), { force: true })
  return place.journal.countWaiting()
}

const canErase = (path: string): boolean => {
  try {
    rmSync(path, { recursive: true, force: true })
    return true
  } catch {
    return false
  }
}

/**
 * An administrator has revoked this desk: everything here is deleted. The desk's own file is last, so that an
 * interrupted deletion is finished at the next contact. @returns whether nothing is left; what is left loses its key
 */
export const eraseEverything = (directory: string): boolean => {
  const names = readdirSync(directory).sort((a, b) => Number(a.startsWith('desk.db')) - Number(b.startsWith('desk.db')))
  return names.map((name) => canErase(join(directory, name))).every((isGone) => isGone)
}
