import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import type { Person } from '#shared/domain/person'
import { personSchema } from '#shared/domain/person'
import { startServer, type RunningServer, type ServerOptions } from '../start'
import { startTestPostgres, type TestPostgres } from './test-postgres'

export type TestServer = RunningServer & { postgres: TestPostgres }

/**
 * Starts a real server on a free port with a database of its own; `close` removes everything.
 * @param options what differs from a quiet server without demo data
 * @param hasOwnPostgres always an embedded PostgreSQL, for tests that kill it
 */
export const startTestServer = async (
  options: Partial<ServerOptions> = {},
  hasOwnPostgres = false,
): Promise<TestServer> => {
  const postgres = await startTestPostgres(hasOwnPostgres)
  try {
    const server = await startServer({
      port: 0,
      databaseUrl: postgres.url,
      log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
      ...options,
    })
    return {
      ...server,
      postgres,
      close: async () => {
        await server.close()
        await postgres.stop()
      },
    }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

/** @returns a person, who can sign in after `addPerson` */
export const testPerson = (fields: Partial<Record<keyof Person, unknown>> = {}): Person =>
  personSchema.parse({
    id: randomUUID(),
    name: '测试',
    role: 'agent',
    organisationId: '11111111-1111-4111-8111-111111111111',
    organisationKind: 'vendor',
    extension: null,
    queues: ['technical'],
    ...fields,
  })

/** Writes a person and an account with the login `login` and the password `password`. */
export const addPerson = async (
  { services }: RunningServer,
  person: Person,
  login: string,
  password = 'correct horse',
): Promise<Person> => {
  await services.putDocument('person', person)
  await services.accounts.put({ personId: person.id, login, password })
  return person
}
