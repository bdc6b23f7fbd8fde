import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../testing/until'
import { FailureError } from '../failure-error'
import { startServer } from '../start'
import { takeCall, businessTicket } from '../testing/test-call'
import { envelope, openConsole } from '../testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../testing/test-server'
import { freePort } from './process'

const log = pino({ level: 'silent' })
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({}, true)
})
afterAll(() => server.close())

const codeOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => 'started',
    (error: unknown) => (error instanceof FailureError ? error.failure.code : error),
  )

describe('PostgreSQL killed while the server runs', () => {
  test('commands fail with a clear error, nothing is half done, and all works again once it is back', async () => {
    const person = await addPerson(server, testPerson(), 'li')
    const desk = await openConsole(server, 'li')
    const callId = await takeCall(server, person)
    const command = envelope('ticket.open', businessTicket(callId))
    process.kill(server.postgres.pid() ?? 0, 'SIGQUIT')
    const answer = await desk.socket.emitWithAck('push', { commands: [command] })
    const isSpoken = answer.ok || answer.failure.code === 'databaseUnavailable'
    expect(isSpoken).toBe(true)
    await until(async () => {
      const again = await desk.socket.emitWithAck('push', { commands: [command] })
      return again.ok && again.value.outcomes[0]?.status === 'accepted'
    })
    await until(() => desk.pages.some((page) => page.changes.some((change) => change.id === command.args['ticketId'])))
    desk.socket.disconnect()
  })
})

describe('what stops a server from starting', () => {
  test('a port in use', async () => {
    expect(await codeOf(startServer({ port: server.port, databaseUrl: server.postgres.url, log }))).toBe('portInUse')
  })

  test('a database that is not there', async () => {
    const port = await freePort()
    expect(await codeOf(startServer({ port: 0, databaseUrl: `postgres://x:y@127.0.0.1:${port}/z`, log }))).toBe(
      'databaseNotReached',
    )
  })

  test('a folder that cannot be written, and a folder in use', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hotline-start-'))
    try {
      writeFileSync(join(folder, 'file'), '')
      expect(await codeOf(startServer({ port: 0, dataDirectory: join(folder, 'file', 'data'), log }))).toBe(
        'notWritable',
      )
      writeFileSync(join(folder, 'server.lock'), `${process.pid} \n`)
      expect(await codeOf(startServer({ port: 0, dataDirectory: folder, log }))).toBe('dataInUse')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
