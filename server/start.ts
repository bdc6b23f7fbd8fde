import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type { NumberingPlan } from '#shared/domain/phone-number'
import { dayMs, hourMs, minuteMs, type Instant } from '#shared/domain/time'
import { buildApp } from './app'
import { createPutDocuments } from './commands/put-document'
import { createClientAddress } from './client-address'
import { createCommandRunner } from './commands/runner'
import { createDatabase, createPool, createSignalPool, openPool } from './db/connection'
import { migrate } from './db/migrate'
import { asFailure } from './db/transaction'
import { createDesks } from './desks/desks'
import { seedDemo } from './demo/seed'
import { FailureError } from './failure-error'
import { createFeedBroadcaster, type FeedBroadcaster } from './feed/broadcast'
import { listenForCommits } from './feed/listen-for-commits'
import { startEmbeddedPostgres } from './postgres/embedded'
import type { Services } from './services'
import { createAccounts } from './session/accounts'
import { createSessions } from './session/sessions'
import { readRemoteKeys } from './remote/codes'
import type { TurnOptions } from './remote/ice-servers'
import { builtCustomerPage } from './remote/customer-page'
import { defaultOrderSightDays, watchOrders } from './orders/watch-orders'
import { createClosedPages } from './remote/closed-page'
import { registerRemote } from './remote/register'
import { watchTimeLimits } from './sla/record-breaches'
import { registerSync, type Sync } from './sync/register'
import { defaultCallLimits, defaultRingAtOnce, type CallLimits } from './telephone/call-limits'
import { createScreening } from './telephone/screening'
import { watchCalls } from './telephone/watch-calls'
import { createTrustedProxies } from './trusted-proxies'

/** A console that was disconnected for a moment reconnects well before. */
const defaultLeaveAfterMs = 20_000
/** A change of network takes seconds; whoever is away longer is told that it is over. */
const defaultRemoteGraceMs = 60_000

/** Three days: a weekend and a day without a network. */
const defaultLeaseHours = 72
/** Long enough for a holiday with unsent work on the machine. */
const defaultEraseDays = 14

export type ServerOptions = {
  host?: string
  /** 0 takes a free one. */
  port: number
  /** The folder of the embedded PostgreSQL; unused with `databaseUrl`. */
  dataDirectory?: string
  databaseUrl?: string
  isDemo?: boolean
  ctiToken?: string | null
  /** What the exchange leaves out of numbers, or adds to them. */
  numbering?: NumberingPlan
  /** Callers that are rejected as busy, in any spelling. */
  blockedNumbers?: readonly string[]
  /** What called customers see; the exchange decides when absent. */
  callerId?: string | null
  /** Where they differ from `defaultCallLimits`. */
  callLimits?: Partial<CallLimits>
  /** How many telephones a call that rings for anybody rings at the same time, at most. */
  ringAtOnce?: number
  orderSightDays?: number
  /** How long a console may show its copy without the server. */
  offlineLeaseHours?: number
  /** How much later it erases the copy. */
  eraseAfterDays?: number
  log: Logger
  clock?: () => Instant
  /** How long a desk may be disconnected before its agent is not ready. */
  leaveAfterMs?: number
  /** How long a side of a remote session may be away before it ends. */
  remoteGraceMs?: number
  /** Proxies on other machines whose `X-Forwarded-For` is believed, as `readTrustedProxies` returns them. */
  trustedProxies?: readonly string[]
  /** By which the picture of a remote session finds its way where there is no direct one. */
  turn?: TurnOptions
  /** The folder of the customer's page, where it is not the one beside the built server. */
  customerPage?: string
  /** Where the source of this version is offered, as the AGPL asks for. */
  sourceUrl?: string | null
  /** How often the sessions of connected desks are checked in the database. */
  sessionLookMs?: number
}

export type RunningServer = {
  address: string
  port: number
  runner: Services['runner']
  services: Services
  close: () => Promise<void>
}

type Stop = () => Promise<void> | void

const openDatabase = async (options: ServerOptions, stops: Stop[]): Promise<string> => {
  if (options.databaseUrl !== undefined) return options.databaseUrl
  if (options.dataDirectory === undefined) throw new FailureError('notWritable', { path: '' })
  const postgres = await startEmbeddedPostgres({ directory: options.dataDirectory, log: options.log })
  stops.push(postgres.stop)
  return postgres.url
}

const listen = async (app: ReturnType<typeof buildApp>, host: string, port: number): Promise<number> => {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code === 'EADDRINUSE' || code === 'EACCES'
      ? new FailureError('portInUse', { port: String(port) }, { cause: error })
      : error
  }
  return (app.server.address() as AddressInfo).port
}

const assemble = async (options: ServerOptions, stops: Stop[]): Promise<Omit<RunningServer, 'close'>> => {
  const { log, clock = Date.now, host = '127.0.0.1' } = options
  const url = await openDatabase(options, stops)
  const pool = options.databaseUrl === undefined ? createPool(url) : await openPool(url)
  const db = createDatabase(pool)
  stops.push(() => db.destroy())
  await migrate(db).catch((error: unknown) => {
    throw asFailure(error)
  })
  const { id: serverId } = await db.selectFrom('server_identity').select('id').executeTakeFirstOrThrow()

  let sync: Sync | null = null
  const feed: FeedBroadcaster = await createFeedBroadcaster({
    db,
    clock,
    log,
    onPeople: (ids, documents) => sync?.refresh(ids, documents),
  })
  stops.push(() => feed.stop())
  stops.push(await listenForCommits(url, log, (upTo) => feed.catchUp(upTo)))
  const runner = createCommandRunner({ db, clock, log, notifyFeed: (upTo) => feed.catchUp(upTo) })
  const putDocuments = createPutDocuments(runner)
  const services: Services = {
    db,
    runner,
    feed,
    clock,
    log,
    putDocuments,
    putDocument: (noun, body) => putDocuments(noun, [body]),
    accounts: createAccounts(db),
    sessions: createSessions(db, clock),
    desks: createDesks(db, clock, log),
    serverId,
    lease: {
      offlineMs: Math.round((options.offlineLeaseHours ?? defaultLeaseHours) * hourMs),
      eraseAfterMs: Math.round((options.eraseAfterDays ?? defaultEraseDays) * dayMs),
    },
    ctiToken: options.ctiToken ?? null,
    callLimits: { ...defaultCallLimits, ...options.callLimits },
    clientAddress: createClientAddress(createTrustedProxies(options.trustedProxies)),
    remoteKeys: await readRemoteKeys(db),
    closedPages: createClosedPages(),
    orderSightDays: options.orderSightDays ?? defaultOrderSightDays,
    customerPage: options.customerPage ?? builtCustomerPage,
    sourceUrl: options.sourceUrl ?? null,
    ringAtOnce: options.ringAtOnce ?? defaultRingAtOnce,
    numbering: options.numbering ?? {},
    screening: createScreening(options.blockedNumbers ?? [], options.callerId ?? null, options.numbering),
    writeAudit: (entry) =>
      runner.inWork(async (work) => {
        work.audit.push({ ...entry, at: work.now })
      }),
    onClose: (stop) => {
      stops.push(stop)
    },
  }
  const app = buildApp(services)
  watchTimeLimits(services)
  watchOrders(services)
  watchCalls(services)
  const signals = createSignalPool(url)
  stops.push(signals.close)
  sync = registerSync(app, services, signals.pool, {
    leaveAfterMs: options.leaveAfterMs ?? defaultLeaveAfterMs,
    sessionLookMs: options.sessionLookMs ?? minuteMs,
  })
  const remote = registerRemote(app, services, {
    pool: signals.pool,
    graceMs: options.remoteGraceMs ?? defaultRemoteGraceMs,
    turn: options.turn ?? { urls: [], secret: null },
  })
  stops.push(() => app.close(), sync.close, remote.close)
  if (options.isDemo === true) await seedDemo(services)
  await sync.expectReconnects()
  const port = await listen(app, host, options.port)
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return { address: `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`, port, runner, services }
}

/**
 * Starts a whole server: database, feed, HTTP and sockets.
 * @throws FailureError portInUse, notWritable, dataInUse, databaseNewer, databaseUnavailable,
 *   databaseNotReached, databaseNotStarted.
 */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const stops: Stop[] = []
  let closing: Promise<void> | null = null
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) {
      try {
        await stop()
      } catch (error) {
        options.log.warn({ error: (error as Error).message }, 'a part did not stop cleanly')
      }
    }
  }
  const close = (): Promise<void> => (closing ??= stopAll())
  try {
    return { ...(await assemble(options, stops)), close }
  } catch (error) {
    await close()
    throw error
  }
}
