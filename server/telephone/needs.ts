import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Instant } from '#shared/domain/time'
import type { CommandRunner } from '../commands/runner'
import type { Database } from '../db/database'

/** What the telephone side needs of the server. */
export type TelephoneNeeds = {
  db: Kysely<Database>
  runner: Pick<CommandRunner, 'runSystem'>
  clock: () => Instant
  log: Logger
}
