import type { Database } from '../driver'

/** One step of a replica file's shape. Its number is its place in the registry; it runs inside a transaction. */
export type Migration = { name: string; run: (db: Database) => void }
