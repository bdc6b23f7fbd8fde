import type { ColumnType, Generated } from 'kysely'

/** jsonb: read as an object, written as JSON text (the driver would turn arrays into SQL arrays). */
type Json = ColumnType<Record<string, unknown>, string, string>

type DocumentTable = {
  noun: string
  id: string
  version: number
  body: Json
  /** Bytes of the body, so that a page can be cut before bodies are read. */
  size: number
  audiences: string[]
}

type EventTable = {
  noun: string
  entity_id: string
  version: number
  name: string
  data: Json
  by_person: string | null
  /** Who acted, where it was nobody of ours and not the system. */
  actor: ColumnType<{ kind: string; name: string } | null, string | null, string | null>
  at: number
  device_at: number | null
  acted_at: number | null
  command_id: string | null
  feed_seq: number
}

type FeedTable = {
  seq: number
  noun: string
  entity_id: string
  /** Of the document before the change and after it. */
  audiences: string[]
  /** Those of `audiences` that only the document after the change has. */
  added_audiences: string[]
  /** Random: after a restore a number may be assigned again, a mark never is. */
  mark: Generated<string>
}

type CommandTable = {
  id: string
  desk_id: string
  seq: number
  person_id: string
  name: string
  outcome: Json
  at: number
}
type SystemKeyTable = { key: string; at: number }
type ContactPhoneTable = { number: string; customer_id: string; contact_id: string }

type AuditTable = {
  seq: number
  at: number
  person_id: string | null
  action: string
  entity: string | null
  outcome: string
  detail: Json
  previous_hash: string
  hash: string
}

type AccountTable = { person_id: string; login: string; password_hash: string }
type SessionTable = {
  token_hash: string
  person_id: string
  desk_id: string
  created_at: number
  expires_at: number
  revoked_at: number | null
}
type DeskTable = {
  id: string
  /** Who was signed in last. */
  person_id: string
  wire_version: number
  first_seen_at: number
  last_seen_at: number
  revoked_at: number | null
  revoked_by: string | null
  refused_at: number | null
  erased_at: number | null
}
type SignInAttemptTable = { key: string; failures: number; since: number; locked_until: number }
type ServiceCodeSecretTable = { service_code_id: string; code: string; password_hash: string }
type TicketCounterTable = { day: string; last: number }
/** One row: the server's id, which moves with the database. */
type ServerIdentityTable = { id: string; code_secret: Generated<Buffer> }
type FileTable = {
  hash: string
  size: number
  media_type: string
  is_stored: boolean
  /** Who started the upload. */
  person_id: string
  created_at: number
  touched_at: number
}
type FilePieceTable = { hash: string; size: number; index: number; bytes: Buffer }
type MigrationTable = { name: string; at: number }

/** Every table of the server, as SQL names it. Instants are milliseconds since 1970 UTC. */
export type Database = {
  document: DocumentTable
  event: EventTable
  feed: FeedTable
  command: CommandTable
  system_key: SystemKeyTable
  contact_phone: ContactPhoneTable
  audit: AuditTable
  account: AccountTable
  session: SessionTable
  desk: DeskTable
  sign_in_attempt: SignInAttemptTable
  service_code_secret: ServiceCodeSecretTable
  ticket_counter: TicketCounterTable
  server_identity: ServerIdentityTable
  file: FileTable
  file_piece: FilePieceTable
  migration: MigrationTable
}
