import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Call } from '#shared/domain/call'
import { demoAccounts, demoPersonId } from '../demo/accounts'
import { startTestServer, type TestServer } from '../testing/test-server'
import { openLine, type Answer } from './testing/line'
import { publishedCases, type PublishedCase, type Sent } from './testing/published-cases'

let fullServer: TestServer
let plainServer: TestServer
let unconnectedServer: TestServer

beforeAll(async () => {
  const screening = { blockedNumbers: ['491715000000'], callerId: '4930777000000' }
  fullServer = await startTestServer({ isDemo: true, ctiToken: 'demo', ...screening })
  plainServer = await startTestServer({ isDemo: true, ctiToken: 'demo' })
  unconnectedServer = await startTestServer()
})
afterAll(() => Promise.all([fullServer, plainServer, unconnectedServer].map((server) => server.close())))

const lineTo = (kind: PublishedCase['server']) => {
  if (kind === 'plain') return openLine(plainServer)
  if (kind === 'unconnected') return openLine(unconnectedServer)
  return openLine(fullServer, kind === 'wrongToken' ? 'wrong' : 'demo')
}

/** Half of the format's own examples say `call_id`. */
const send = (line: ReturnType<typeof openLine>, callId: string, { as, fields }: Sent): Promise<Answer> => {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
  if (as === 'multipart') return line.multipart([...pairs, ['callId', callId]])
  if (as === 'form') return line.form(new URLSearchParams([...pairs, ['call_id', callId]]).toString())
  return line.cti({ ...fields, callId })
}

const loginOf = (id: string): string =>
  demoAccounts.find(({ person }) => person.id === id)?.login ?? `somebody unknown, ${id}`
const describeCall = (call: Call | null): string | null => {
  if (call === null) return null
  const by = call.answeredBy === null ? null : loginOf(call.answeredBy)
  if (call.phase === 'talking') return `talks, ${by ?? 'nobody'}`
  if (call.phase === 'ended') return ['ended', call.cause, ...(by === null ? [] : [by])].join(', ')
  return `rings ${call.rung.map(loginOf).join(', ') || 'nobody'}`
}

const rest = (login: string, isReady: boolean): Promise<unknown> =>
  fullServer.runner.runSystem([
    {
      name: 'agent.setState',
      args: {
        personId: demoPersonId(login),
        rest: isReady ? { state: 'ready' } : { state: 'notReady', reason: 'break' },
      },
    },
  ])
afterEach(async () => {
  for (const login of ['lin', 'wang']) await rest(login, false)
})

test.each(publishedCases)('$name', async ({ name, server, ready = [], sent, here, call, matches }) => {
  const line = lineTo(server)
  const callId = `published, ${name}`
  for (const login of ready) await rest(login, true)
  let last: Answer | null = null
  for (const one of sent) last = await send(line, callId, one)
  const after = server === 'unconnected' ? null : await line.call(callId)
  expect({ answer: `${String(last?.status)} ${JSON.stringify(last?.body)}`, call: describeCall(after) }).toEqual({
    answer: here,
    call,
  })
  if (matches !== undefined) expect(after?.candidates).toHaveLength(matches)
  if (after !== null) await line.cti({ event: 'hangup', callId, cause: 'normalClearing' })
})

/** The rows of the page's tables; the first cell is a case's name. */
const rows = readFileSync(join(import.meta.dirname, '../../docs/telephone-cases.md'), 'utf8')
  .split('\n')
  .filter((text) => /^\| \w/.test(text) && !text.startsWith('| Case '))
  .map((text) =>
    text
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  )

test('the page has every case and no other, in the same order', () => {
  expect(rows.map(([name]) => name)).toEqual(publishedCases.map(({ name }) => name))
})

test('the page says what is published and what is answered here, and why where they differ', () => {
  const cell = (text: string): string => (text === 'an error' ? text : `\`${text}\``)
  for (const [index, { published, here, call }] of publishedCases.entries()) {
    const [, , saysPublished, saysHere, saysCall, why = ''] = rows[index] ?? []
    expect([saysPublished, saysHere, saysCall]).toEqual([
      cell(published),
      published === here ? 'the same' : cell(here),
      call ?? 'none',
    ])
    if (published !== here) expect(why, rows[index]?.join(' | ')).not.toBe('')
  }
})
