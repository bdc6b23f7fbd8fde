import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fail } from '#shared/result'
import type { CommandId } from '#shared/ids'
import {
  id,
  makePerson,
  makeTicket,
  openTestReplica,
  pageOf,
  put,
  temporaryFolder,
  testKey,
} from '../testing/replica-fixture'
import { readAttention, readOutbox } from '../views/outbox'
import { calls, type CallName } from '#shared/ipc/contract'
import { createDeskClock, clocksOf } from '../clock/desk-clock'
import { applyFeedPage } from './apply-page'
import { openDeskFile } from './desk-file'
import { historyLimit, countAttention, countPending, dismissAttention, listUnsettled } from './outbox'
import { issue, resolveAttention } from './issue'
import type { Replica } from './replica'
import { settleOutcomes } from './settle'

const person = makePerson()
const ticket = makeTicket({ ownerId: person.id, subject: '凭证无法保存', description: '月末' })
let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
beforeEach(() => {
  folder = temporaryFolder()
  replica = openTestReplica(folder.path, person)
  applyFeedPage(replica, pageOf(0, 1, [put('ticket', 1, ticket)]))
})
afterEach(() => {
  replica.db.close()
  folder.clear()
})

const shaped = <T>(name: CallName, value: T): T => {
  calls[name].output.parse(value)
  return value
}
const issueOne = (name: string, args: Record<string, unknown>): CommandId => {
  const issued = issue(replica, name, args)
  if (!issued.ok) throw new Error(issued.failure.code)
  return issued.value.commandId
}
const note = (text: string): CommandId => issueOne('ticket.note', { ticketId: ticket.id, text })
const accept = (...ids: CommandId[]): void => {
  settleOutcomes(
    replica,
    ids.map((commandId) => ({ id: commandId, status: 'accepted', noun: 'ticket', entityId: ticket.id, version: 1 })),
  )
}
const refuse = (commandId: CommandId): void => {
  settleOutcomes(replica, [
    { id: commandId, status: 'refused', failure: fail('editConflict', { fields: 'subject' }).failure },
  ])
}
/** A refused edit of the subject, which somebody else has changed meanwhile. */
const refusedEdit = (): CommandId => {
  const commandId = issueOne('ticket.edit', {
    ticketId: ticket.id,
    changes: { subject: '我写的' },
    before: { subject: ticket.subject },
  })
  refuse(commandId)
  applyFeedPage(replica, pageOf(1, 2, [put('ticket', 2, { ...ticket, number: 'T-1', subject: '别人写的' })]))
  return commandId
}
const texts = (): unknown[] =>
  shaped('sync.listOutbox', readOutbox(replica)).map(({ state, args }) => [state, args['text']])

test('waiting commands come oldest first, then sent ones newest first, named as shown now', () => {
  let wall = 1000
  Object.assign(replica, { deviceNow: () => wall, clock: createDeskClock({ clocks: clocksOf(() => wall) }) })
  replica.clock.measure(1500)
  const [first, second] = [note('一'), note('二')]
  note('三')
  note('四')
  accept(first)
  wall = 2000
  accept(second)
  expect(texts()).toEqual([
    ['waiting', '三'],
    ['waiting', '四'],
    ['sent', '二'],
    ['sent', '一'],
  ])
  expect(readOutbox(replica)[2]).toMatchObject({
    title: ticket.subject,
    number: ticket.number,
    noun: 'ticket',
    entityId: ticket.id,
    at: 1000,
    actedAt: 1500,
    settledAt: 2500,
  })
})

test('an event seen in the feed before the answer counts as sent, once', () => {
  const commandId = note('先到')
  const event = {
    version: 2,
    name: 'ticket.noted',
    data: { text: '先到' },
    by: person.id,
    at: 77,
    deviceAt: null,
    commandId,
  }
  applyFeedPage(replica, pageOf(1, 2, [put('ticket', 2, ticket, [event])]))
  accept(commandId)
  expect(readOutbox(replica)).toMatchObject([{ state: 'sent', settledAt: 77 }])
})

test('the history stays bounded however many commands are sent', () => {
  for (let batch = 0; batch < 9; batch += 1) {
    replica.deviceNow = () => batch
    accept(...Array.from({ length: 50 }, (_, at) => note(String(batch * 50 + at))))
  }
  expect(readOutbox(replica)).toHaveLength(historyLimit)
  expect(readOutbox(replica)[0]?.args['text']).toBe('449')
  expect(replica.db.get<{ n: number }>('select count(*) n from history')?.n).toBeLessThan(historyLimit + 120)
})

test('a refused command is shown beside the current document, and dismissing it keeps its text', () => {
  const commandId = refusedEdit()
  expect(shaped('sync.listAttention', readAttention(replica))).toMatchObject([
    {
      commandId,
      title: '别人写的',
      number: 'T-1',
      noun: 'ticket',
      args: { changes: { subject: '我写的' } },
      current: { subject: '别人写的' },
      failure: { code: 'editConflict' },
    },
  ])
  dismissAttention(replica.db, commandId, 9)
  dismissAttention(replica.db, commandId, 10)
  expect(readOutbox(replica)).toMatchObject([
    { state: 'dismissed', settledAt: 9, args: { changes: { subject: '我写的' } } },
  ])
  expect(countAttention(replica.db)).toBe(0)
})

test('a document that is gone has no current state and no name', () => {
  refusedEdit()
  applyFeedPage(replica, pageOf(2, 3, [{ kind: 'remove', noun: 'ticket', id: ticket.id }]))
  expect(readAttention(replica)).toMatchObject([{ current: null, title: null, number: null }])
})

test('the new command replaces the refused one in one step', () => {
  const commandId = refusedEdit()
  const resolved = resolveAttention(replica, commandId, 'ticket.edit', {
    ticketId: ticket.id,
    changes: { subject: '两人的' },
    before: { subject: '别人写的' },
  })
  expect(resolved).toMatchObject({ ok: true, value: { changed: [{ noun: 'ticket', id: ticket.id }] } })
  expect(countAttention(replica.db)).toBe(0)
  expect(listUnsettled(replica.db).map(({ args }) => args['changes'])).toEqual([{ subject: '两人的' }])
  expect(readOutbox(replica).map(({ state }) => state)).toEqual(['waiting', 'dismissed'])
  expect(resolveAttention(replica, commandId, 'ticket.note', { ticketId: ticket.id, text: '再来' })).toMatchObject({
    ok: false,
    failure: { code: 'notFound' },
  })
})

test('an edit may become a note, and the journal has it', () => {
  const commandId = refusedEdit()
  const desk = openDeskFile(folder.path, testKey, 0)
  const resolved = resolveAttention(replica, commandId, 'ticket.note', { ticketId: ticket.id, text: '我写的' })
  if (!resolved.ok) throw new Error(resolved.failure.code)
  desk.journal('file').add(replica, resolved.value.commandId)
  replica.db.close()
  replica = openTestReplica(join(folder.path), person, 'fresh.db')
  desk.journal('file').restore(replica, true)
  expect(listUnsettled(replica.db).map(({ name }) => name)).toEqual(['ticket.note'])
  desk.close()
})

test.each([
  [
    'the rules refuse it',
    'ticket.edit',
    { ticketId: ticket.id, changes: { subject: '新' }, before: { subject: '不是现在的' } },
    'editConflict',
  ],
  ['it is not well-formed', 'ticket.note', { ticketId: ticket.id, text: '' }, 'badInput'],
  ['the role may not', 'article.import', {}, 'badInput'],
  ['nobody knows it', 'ticket.guess', {}, 'unknownCommand'],
])('nothing is changed where %s', (_, name, args, code) => {
  const commandId = refusedEdit()
  expect(resolveAttention(replica, commandId, name, args)).toMatchObject({ ok: false, failure: { code } })
  expect([countAttention(replica.db), countPending(replica.db), readOutbox(replica).length]).toEqual([1, 0, 0])
  expect(resolveAttention(replica, id<CommandId>(), 'ticket.note', { ticketId: ticket.id, text: 'x' })).toMatchObject({
    ok: false,
  })
  expect(countPending(replica.db)).toBe(0)
})
