import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { NumberingPlan } from '#shared/domain/phone-number'
import type { Instant } from '#shared/domain/time'
import type { Lease } from '#shared/protocol/session'
import type { AuditEntry } from './audit/chain'
import type { PutDocument, PutDocuments } from './commands/put-document'
import type { ClientAddress } from './client-address'
import type { CommandRunner } from './commands/runner'
import type { Database } from './db/database'
import type { Desks } from './desks/desks'
import type { FeedBroadcaster } from './feed/broadcast'
import type { ClosedPages } from './remote/closed-page'
import type { RemoteKeys } from './remote/codes'
import type { Accounts } from './session/accounts'
import type { Sessions } from './session/sessions'
import type { CallLimits } from './telephone/call-limits'
import type { CallScreening } from './telephone/screening'

/** What all parts of the server share; made once by `startServer`. */
export type Services = {
  db: Kysely<Database>
  runner: CommandRunner
  feed: FeedBroadcaster
  putDocument: PutDocument
  /** Many of one noun in one transaction. */
  putDocuments: PutDocuments
  accounts: Accounts
  sessions: Sessions
  desks: Desks
  /** How long consoles may work without the server; sent to them. */
  lease: Lease
  /** Writes a single audit line, for anything that is not a command. */
  writeAudit: (entry: Omit<AuditEntry, 'at'>) => Promise<void>
  clock: () => Instant
  log: Logger
  /** Belongs to the data, not to the machine: it survives restarts and moves. */
  serverId: string
  /** Null where no exchange is connected. */
  ctiToken: string | null
  /** What the exchange leaves out of numbers, or adds to them. */
  numbering: NumberingPlan
  screening: CallScreening
  callLimits: CallLimits
  /** Whose budget a request or connection draws on. */
  clientAddress: ClientAddress
  /** What codes and pages of remote sessions are checked by. */
  remoteKeys: RemoteKeys
  closedPages: ClosedPages
  /** How many days an organisation sees ticket and customer of an order after it is over. */
  orderSightDays: number
  /** The folder of the customer's page, as it was built. */
  customerPage: string
  /** Where the source of this version is offered; null where the operator has not said. */
  sourceUrl: string | null
  /** How many telephones a call that rings for anybody rings at the same time, at most. */
  ringAtOnce: number
  /** Registers what to run on close, before the database stops. */
  onClose: (stop: () => Promise<void> | void) => void
}
