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

export type CopyPlace = { directory: string; keyHex: string; file: string; journal: Journal }

/**
 * Writes everything unsent of a closed copy into the journal. Of a damaged one whatever can be read is added to what is
 * there.
 * @throws DatabaseError where the copy can be neither read nor called damaged: a newer one, no permission, no room
 */
export const keepUnsent = ({ directory, keyHex, file, journal }: CopyPlace): void => {
  const path = join(directory, file)
  if (!existsSync(path)) return
  try {
    const db = openDatabase(path, keyHex)
    try {
      // One of an older program has no column yet for what the journal must keep.
      migrate(db)
      journal.takeOver(readUnsent(db), true)
    } finally {
      db.close()
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    journal.takeOver(
      rescueOutbox(path, keyHex).filter((row) => row['state'] !== 'acked'),
      false,
    )
  }
}

/**
 * The time of the lease is over: what is unsent goes to the journal first, then the copy goes with its log and its
 * files, but for those that the server does not have yet.
 * @returns how many actions wait. @throws DatabaseError as `keepUnsent`, with the copy untouched
 */
export const eraseCopy = (place: CopyPlace): number => {
  keepUnsent(place)
  eraseFiles(place.directory, place.file, place.keyHex)
  removeDatabase(join(place.directory, place.file))
  // What was set aside as damaged holds the same customers.
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
 * An administrator has revoked this desk: all that lies here goes. The desk's own file is last, so that a cut on the
 * way is made good at the next contact. @returns whether nothing is left; what is left goes with its key
 */
export const eraseEverything = (directory: string): boolean => {
  const names = readdirSync(directory).sort((a, b) => Number(a.startsWith('desk.db')) - Number(b.startsWith('desk.db')))
  return names.map((name) => canErase(join(directory, name))).every((isGone) => isGone)
}
