import { sql, type Kysely } from 'kysely'
import { personIdSchema, type PersonId } from '#shared/ids'
import { normalisePhoneNumber } from '#shared/domain/phone-number'
import type { Queue } from '#shared/domain/queue'
import { permissions } from '#shared/domain/role'
import type { Database } from '../../db/database'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** PostgreSQL keeps no NUL in a text. */
const plain = (name: string): string => name.replaceAll('\0', '')

const firstOf = async (db: Kysely<Database>, name: string): Promise<PersonId | null> => {
  const extensions = [...new Set([name, normalisePhoneNumber(name) ?? name])]
  const byExtension = await db
    .selectFrom('document')
    .select('id')
    .where('noun', '=', 'person')
    .where(sql<string>`body->>'extension'`, 'in', extensions)
    .orderBy('id')
    .executeTakeFirst()
  if (byExtension !== undefined) return personIdSchema.parse(byExtension.id)
  const byLogin = await db
    .selectFrom('account')
    .select('person_id')
    .where('login', '=', name.toLowerCase())
    .executeTakeFirst()
  if (byLogin !== undefined) return personIdSchema.parse(byLogin.person_id)
  if (!uuidPattern.test(name)) return null
  const byId = await db
    .selectFrom('document')
    .select('id')
    .where('noun', '=', 'person')
    .where('id', '=', name.toLowerCase())
    .executeTakeFirst()
  return byId === undefined ? null : personIdSchema.parse(byId.id)
}

/** The people whom the exchange names: by telephone, then login, then id. Unknown names are left out. */
export const findPeople = async (db: Kysely<Database>, names: readonly string[]): Promise<PersonId[]> => {
  const found: PersonId[] = []
  for (const name of new Set(names.map(plain))) {
    const person = await firstOf(db, name)
    if (person !== null && !found.includes(person)) found.push(person)
  }
  return found
}

/** Everybody who is ready now, serves the queue and may answer. */
export const findReadyAgents = async (db: Kysely<Database>, queue: Queue): Promise<PersonId[]> => {
  const rows = await db
    .selectFrom('document as agent')
    .innerJoin('document as person', (join) =>
      join.onRef('person.id', '=', 'agent.id').on('person.noun', '=', 'person'),
    )
    .select('agent.id')
    .where('agent.noun', '=', 'agent')
    .where(sql<string>`agent.body->>'state'`, '=', 'ready')
    .where(sql<boolean>`person.body->'queues' ? ${queue}`)
    .where(sql<string>`person.body->>'role'`, 'in', permissions['call.answer'])
    .orderBy('agent.id')
    .limit(200)
    .execute()
  return rows.map((row) => personIdSchema.parse(row.id))
}
