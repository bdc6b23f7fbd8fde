import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { scopesOf } from '#shared/domain/person'
import { demoAccounts } from '../server/demo/accounts'
import { callIdOf } from '../server/telephone/pbx-call'
import { makeConsole, type Console } from './console-process'
import type { FromConsole } from './messages'
import { openProxy, type Proxy } from '../testing/proxy'
import type { Random } from '../testing/random'
import { startServer, type SoakServer } from './server-process'
import type { Worker } from './workload'

/**
 * Consoles take these people in turn; two of one person are two desks. The third and the fourth are the manager and the
 * consultant of an authorised organisation, who work on orders.
 */
const logins = ['lin', 'wang', 'zhou', 'zheng', 'chen', 'zhao', 'sun']

export type StagedDesk = { console: Console; proxy: Proxy; worker: Worker }
export type Stage = {
  server: SoakServer
  desks: StagedDesk[]
  articleIds: string[]
  databaseUrl: () => string
  /** How many rows of the feed that this person may see come after the cursor. */
  rowsAfter: (login: string, cursor: number) => Promise<number>
  /** A console of the same person with nothing yet, straight at the server. */
  fresh: (login: string) => Promise<Console>
  close: () => Promise<void>
}

const personOf = (login: string) => {
  const account = demoAccounts.find((each) => each.login === login)
  if (account === undefined) throw new Error(`the demo has no ${login}`)
  return account.person
}

const workerOf = (login: string): Pick<Worker, 'personId' | 'role'> => {
  const { id, role } = personOf(login)
  return { personId: id, role }
}

/** Rings the person's telephone and answers it, as the exchange does. @returns our id of the call */
const callFor = async (server: string, login: string): Promise<string> => {
  const callId = `soak-${login}`
  const extension = personOf(login).extension
  const post = async (body: object): Promise<void> => {
    const answer = await fetch(`${server}/api/v1/cti/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ callId, ...body }),
    })
    if (!answer.ok) throw new Error(`the server answered ${String(answer.status)} to a telephone event`)
  }
  await post({ event: 'newCall', from: '13800138000', to: '4006600588', direction: 'in', user: [extension] })
  await post({ event: 'answer', answeringNumber: extension })
  await post({ event: 'hangup', cause: 'normalClearing' })
  return callIdOf(callId)
}

const rowsOf = async <Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> => {
  const db = new pg.Client({ connectionString: databaseUrl })
  await db.connect()
  try {
    return (await db.query<Row>(sql, values)).rows
  } finally {
    await db.end()
  }
}

/** Starts the server, a proxy and a console for each desk, and signs everybody in. */
export const setStage = async (
  folder: string,
  consoles: number,
  random: Random,
  hear: (index: number, message: FromConsole) => void,
): Promise<Stage> => {
  const server = await startServer(folder)
  const { databaseUrl } = server
  const make = (index: number, login: string, name: string, address: string): Console => {
    const own = join(folder, name)
    mkdirSync(own, { mode: 0o700 })
    return makeConsole({
      index,
      login,
      folder: own,
      keyHex: randomBytes(32).toString('hex'),
      deskId: random.uuid(),
      server: address,
      hear: (message) => hear(index, message),
    })
  }
  const calls = new Map<string, string>()
  const takesCalls = (login: string): boolean => personOf(login).extension !== null
  for (const login of logins.slice(0, consoles).filter(takesCalls))
    calls.set(login, await callFor(server.address, login))
  const desks: StagedDesk[] = []
  for (let index = 0; index < consoles; index += 1) {
    const login = logins[index % logins.length] ?? ''
    const proxy = await openProxy(server.port)
    const console = make(index, login, `console-${String(index)}`, proxy.address)
    await console.start(null)
    await console.signIn()
    desks.push({
      console,
      proxy,
      worker: { ...workerOf(login), callId: calls.get(login) ?? '', mayOpen: takesCalls(login) },
    })
  }
  const extra: Console[] = []
  return {
    server,
    desks,
    databaseUrl,
    articleIds: (
      await rowsOf<{ id: string }>(databaseUrl(), `select id from document where noun = 'article' order by id`)
    ).map((row) => row.id),
    rowsAfter: async (login, cursor) => {
      const [row] = await rowsOf<{ count: string }>(
        databaseUrl(),
        'select count(*) from feed where seq > $1 and audiences && $2::text[]',
        [cursor, scopesOf(personOf(login))],
      )
      return Number(row?.count)
    },
    fresh: async (login) => {
      const console = make(-1, login, `fresh-${login}`, server.address)
      extra.push(console)
      await console.start(null)
      await console.signIn()
      return console
    },
    close: async () => {
      for (const each of [...desks.map((desk) => desk.console), ...extra]) await each.kill()
      for (const desk of desks) await desk.proxy.close()
      await server.stop()
    },
  }
}
