import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { errorSentence } from '#shared/errors'
import { createDatabase, openPool } from '../db/connection'
import { FailureError } from '../failure-error'
import { startEmbeddedPostgres } from '../postgres/embedded'
import { runningAddress } from '../postgres/cluster-home'
import { verifyAudit } from './chain'

const usage = `audit:verify -- --data DIR     checks the audit of the server with this data, running or not
DATABASE_URL=… audit:verify    checks the audit in this PostgreSQL
Ends with 0 where every line is as it was written, with 2 where one is not, with 1 where it could not be checked.`

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
const complain = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

type Opened = { url: string; stop: () => Promise<void> }

/** Uses the PostgreSQL of a running server on this data; otherwise starts one for the check. */
const openData = async (directory: string): Promise<Opened> => {
  // A mistyped folder must not become a new data folder, whose empty audit would be valid.
  if (!existsSync(join(directory, 'postgres-password')))
    throw new FailureError('badInput', { detail: `--data ${directory}` })
  try {
    return await startEmbeddedPostgres({ directory, log: pino({ level: 'silent' }) })
  } catch (error) {
    const url = error instanceof FailureError && error.failure.code === 'dataInUse' ? runningAddress(directory) : null
    if (url === null) throw error
    return { url, stop: async () => {} }
  }
}

const check = async (): Promise<number> => {
  const { data, help } = parseArgs({
    options: { data: { type: 'string' }, help: { type: 'boolean', default: false } },
  }).values
  const databaseUrl = process.env['DATABASE_URL']
  if (help || (data === undefined && databaseUrl === undefined)) {
    print(usage)
    return help ? 0 : 1
  }
  const opened = data === undefined ? { url: databaseUrl ?? '', stop: async () => {} } : await openData(data)
  try {
    const db = createDatabase(await openPool(opened.url))
    try {
      const { checked, brokenAt, lastHash } = await verifyAudit(db)
      print(
        brokenAt === null
          ? `The audit is in order: ${checked} lines, the last with hash ${lastHash}.`
          : `The audit was altered: line ${brokenAt} is not as it was written; ${checked} lines before it are in order.`,
      )
      return brokenAt === null ? 0 : 2
    } finally {
      await db.destroy()
    }
  } finally {
    await opened.stop()
  }
}

check().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    complain(error instanceof FailureError ? errorSentence('en', error.failure) : (error as Error).message)
    process.exitCode = 1
  },
)
