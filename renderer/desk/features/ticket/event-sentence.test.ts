import { expect, it } from 'vitest'
import { call, contextOf, openArgs, record, ticketId } from '#shared/domain/testing/ticket-sample'
import type { Ticket } from '#shared/domain/ticket'
import type { TicketCommand } from '#shared/domain/ticket-commands'
import { fileHashSchema } from '#shared/domain/attachment'
import { sentenceOf, type EventSentence } from './event-sentence'
import { applyTicket, decideTicket } from '#shared/domain/testing/rules'

const articleId = call.id as never
const file = { hash: fileHashSchema.parse('a'.repeat(64)), name: '现场.jpg', mediaType: 'image/jpeg', size: 3 }
const commands: TicketCommand[] = [
  { name: 'ticket.open', args: { ...openArgs, description: '结账时报错' } },
  { name: 'ticket.systemNumber', args: { ticketId, number: 'T-1' } },
  { name: 'ticket.edit', args: { ticketId, changes: { subject: '新主题', problemDomain: null, company: '新公司' } } },
  { name: 'ticket.note', args: { ticketId, text: '已备份' } },
  { name: 'ticket.linkArticle', args: { ticketId, articleId, isSolution: false } },
  { name: 'ticket.linkArticle', args: { ticketId, articleId, isSolution: true } },
  { name: 'ticket.solve', args: { ticketId, solution: '打补丁' } },
  { name: 'ticket.close', args: { ticketId } },
  { name: 'ticket.reopen', args: { ticketId, reason: '又来' } },
  { name: 'ticket.wait', args: { ticketId, waitingFor: '客户提供日志' } },
  { name: 'ticket.resume', args: { ticketId } },
  { name: 'ticket.systemBreach', args: { ticketId, dueAt: 5 } },
  { name: 'ticket.systemPassFirstLine', args: { ticketId, dueAt: 5 } },
  { name: 'ticket.attach', args: { ticketId, file } },
  { name: 'ticket.systemFileStored', args: { ticketId, hash: file.hash } },
  { name: 'ticket.logTime', args: { ticketId, minutes: 90, work: 'travel', note: '堵车' } },
]

it('has a sentence for every event that the rules write', () => {
  let state: Ticket | null = null
  const sentences: EventSentence[] = []
  for (const command of commands) {
    const decision = decideTicket(state, command, contextOf())
    if (!decision.ok) throw new Error(decision.failure.code)
    for (const event of record(decision.value)) {
      state = applyTicket(state, event)
      sentences.push(sentenceOf({ name: event.name, data: event.data }))
    }
  }
  expect(sentences.map(({ key, text }) => [key, text])).toEqual([
    ['opened', '结账时报错'],
    ['taken', ''],
    ['numbered', 'T-1'],
    ['edited', ''],
    ['noted', '已备份'],
    ['articleLinked', ''],
    ['articleSolved', ''],
    ['solved', '打补丁'],
    ['closed', ''],
    ['reopened', '又来'],
    ['waited', '客户提供日志'],
    ['resumed', ''],
    ['breached', ''],
    ['firstLinePassed', ''],
    ['attached', '现场.jpg'],
    ['fileStored', ''],
    ['timeLogged', '堵车'],
  ])
  expect(sentences[3]?.changes).toEqual([
    { field: 'subject', before: openArgs.subject, after: '新主题' },
    { field: 'problemDomain', before: 'financialAccounting', after: '' },
    { field: 'company', before: '', after: '新公司' },
  ])
  expect(sentences[5]?.articleId).toBe(articleId)
  expect(sentences.at(-1)).toMatchObject({ minutes: 90, work: 'travel' })
})

it('names the customer that a ticket was attached to, the reason, and the customer before', () => {
  const attached = (before: string | null) =>
    sentenceOf({ name: 'ticket.customerAttached', data: { customerId: 'b', reason: '名称一致', before } })
  expect(attached(null)).toMatchObject({ key: 'customerAttached', text: '名称一致', customerId: 'b' })
  expect(attached('a')).toMatchObject({ key: 'customerReplaced', customerBefore: 'a' })
})

it.each([
  ['assigned', { from: null, to: 'b' }],
  ['assignedFrom', { from: 'a', to: 'b' }],
  ['queued', { from: null, to: null }],
  ['queuedFrom', { from: 'a', to: null }],
])('says between whom a ticket went: %s', (key, ends) => {
  const data = { ...ends, fromQueue: 'technical', toQueue: 'complaint', note: '请接手' }
  expect(sentenceOf({ name: 'ticket.assigned', data })).toMatchObject({
    key,
    text: '请接手',
    fromPersonId: ends.from,
    toPersonId: ends.to,
    queue: ends.to === null ? 'complaint' : '',
  })
})

it('names the other one of two tickets that follow each other, and why there are two', () => {
  const origin = { reason: 'followUp', text: '', afterTicketId: 'a' }
  expect(sentenceOf({ name: 'ticket.opened', data: { ticket: { description: '又来', origin } } })).toMatchObject({
    key: 'openedAfter',
    text: '又来',
    linkedTicketId: 'a',
    originReason: 'followUp',
  })
  const followed = { followerId: 'b', reason: 'newerReason', personId: 'p' }
  expect(sentenceOf({ name: 'ticket.followed', data: followed })).toMatchObject({
    key: 'followed',
    text: '',
    linkedTicketId: 'b',
    originReason: 'other',
  })
})

it('says of help from afar that it took more than an hour', () => {
  const helped = (minutes: number) => sentenceOf({ name: 'ticket.remoteHelped', data: { minutes } })
  expect(helped(60)).toMatchObject({ key: 'remoteHelped', minutes: 60 })
  expect(helped(61)).toMatchObject({ key: 'remoteHelpedLong', minutes: 61 })
})

it('shows what it does not know instead of failing', () => {
  expect(sentenceOf({ name: 'ticket.dispatched', data: {} })).toMatchObject({
    key: 'unknown',
    text: 'ticket.dispatched',
  })
  expect(sentenceOf({ name: 'ticket.edited', data: { changes: null } }).changes).toEqual([])
  expect(sentenceOf({ name: 'ticket.noted', data: { text: 5 } }).text).toBe('')
  expect(sentenceOf({ name: 'ticket.timeLogged', data: { minutes: 9, work: 'video' } })).toMatchObject({
    minutes: 9,
    work: '',
  })
})
