import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm, rename, stat } from 'node:fs/promises'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { pino } from 'pino'
import { startEmbeddedPostgres } from '../postgres/embedded'

const silent = pino({ level: 'silent' })
/** Raise when the cluster's settings change, so that an old template is not used. */
const templateVersion = 1
const template = join(tmpdir(), `hotline-test-template-${process.getuid?.() ?? 'user'}-${templateVersion}`)

export type TestPostgres = {
  url: string
  /** For tests that kill PostgreSQL. */
  pid: () => number | null
  stop: () => Promise<void>
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** cp keeps owners and modes, which PostgreSQL requires. */
const copy = (from: string, to: string): Promise<unknown> =>
  process.platform === 'win32' ? cp(from, to, { recursive: true }) : promisify(execFile)('cp', ['-a', from, to])

/** initdb takes a second, a copy of its result a tenth; the first test makes the template. */
const makeTemplate = async (): Promise<void> => {
  const own = `${template}.${randomBytes(4).toString('hex')}`
  await (await startEmbeddedPostgres({ directory: own, log: silent, isDurable: false })).stop()
  await rename(own, template).catch(() => rm(own, { recursive: true, force: true }))
}

const ofTheirs = async (server: string): Promise<TestPostgres> => {
  const name = `hotline_test_${randomBytes(6).toString('hex')}`
  const run = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: server })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await run(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, pid: () => null, stop: () => run(`drop database ${name} with (force)`) }
}

/**
 * Starts a fresh database: an embedded PostgreSQL, or one in `TEST_DATABASE_URL`'s server.
 * @param isOwn always an embedded one, for tests that kill it
 */
export const startTestPostgres = async (isOwn = false): Promise<TestPostgres> => {
  const theirs = process.env['TEST_DATABASE_URL']
  if (theirs !== undefined && !isOwn) return ofTheirs(theirs)
  if (!(await exists(template))) await makeTemplate()
  const folder = await mkdtemp(join(tmpdir(), 'hotline-test-'))
  const directory = join(folder, 'data')
  await copy(template, directory)
  if (process.platform !== 'win32') await promisify(execFile)('chmod', ['755', folder])
  const postgres = await startEmbeddedPostgres({ directory, log: silent, isDurable: false })
  return {
    ...postgres,
    stop: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
