import { searchSchema } from '../search'
import type { Migration } from './migration'

/** The tables of the article search. */
export const search: Migration = { name: '0002-search', run: (db) => db.exec(searchSchema) }
