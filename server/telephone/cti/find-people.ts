import { sql, type Kysely } from 'kysely'
import { normalisePhoneNumber } from '#shared/domain/phone-number'
import { personIdSchema, type PersonId } from '#shared/ids'
import type { Database } from '../../db/database'
import { canBeExtension, partsOf, spellingsOf } from './spellings'

/** A call stores no more people. */
const maxPeople = 200

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** PostgreSQL text cannot contain NUL. */
const plain = (name: string): string => name.replaceAll('\0', '')

const ofExtension = async (db: Kysely<Database>, name: string): Promise<string | undefined> => {
  const spellings = [...new Set([name, normalisePhoneNumber(name) ?? name])]
  const row = await db
    .selectFrom('document')
    .select('id')
    .where('noun', '=', 'person')
    .where(sql<string>`body->>'extension'`, 'in', spellings)
    .orderBy('id')
    .executeTakeFirst()
  return row?.id
}

const ofLogin = async (db: Kysely<Database>, name: string): Promise<string | undefined> =>
  (await db.selectFrom('account').select('person_id').where('login', '=', name.toLowerCase()).executeTakeFirst())
    ?.person_id

const ofId = async (db: Kysely<Database>, name: string): Promise<string | undefined> =>
  uuidPattern.test(name)
    ? (
        await db
          .selectFrom('document')
          .select('id')
          .where('noun', '=', 'person')
          .where('id', '=', name.toLowerCase())
          .executeTakeFirst()
      )?.id
    : undefined

/** A name that two people share identifies nobody. */
const ofRealName = async (db: Kysely<Database>, name: string): Promise<string | undefined> => {
  const rows = await db
    .selectFrom('document')
    .select('id')
    .where('noun', '=', 'person')
    .where(sql<string>`lower(normalize(body->>'name', nfkc))`, '=', name.toLowerCase())
    .limit(2)
    .execute()
  return rows.length === 1 ? rows[0]?.id : undefined
}

/** By extension, then login, then id, then real name, as `docs/telephone.md` says. */
const firstOf = async (db: Kysely<Database>, text: string): Promise<PersonId | null> => {
  for (const find of [ofExtension, ofLogin, ofId, ofRealName]) {
    for (const spelling of spellingsOf(text)) {
      const id = await find(db, spelling)
      if (id !== undefined) return personIdSchema.parse(id)
    }
  }
  return null
}

/** Finds the people whom the exchange names, in any spelling. Unknown names are left out. */
export const findPeople = async (db: Kysely<Database>, names: readonly string[]): Promise<PersonId[]> => {
  const found = new Set<PersonId>()
  for (const name of new Set(names.map(plain))) {
    const parts = partsOf(name)
    const sizeBefore = found.size
    for (const [index, part] of parts.entries()) {
      const isWholeOfKnownParts = parts.length > 1 && index === parts.length - 1 && found.size > sizeBefore
      const person = isWholeOfKnownParts ? null : await firstOf(db, part)
      if (person !== null) found.add(person)
    }
    if (found.size >= maxPeople) break
  }
  return [...found].slice(0, maxPeople)
}

/**
 * @returns the people known here, and whether the event names any telephone at all: an unknown number is somebody
 *   else's telephone, while a label that cannot be a number counts as nothing said
 */
export const findNamed = async (
  db: Kysely<Database>,
  names: readonly string[],
): Promise<{ people: PersonId[]; isNamed: boolean }> => {
  const people = await findPeople(db, names)
  return { people, isNamed: people.length > 0 || names.some((name) => canBeExtension(plain(name))) }
}
