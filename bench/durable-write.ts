import { randomBytes } from 'node:crypto'
import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openDeskFile } from '../main/core/replica/desk-file'
import { issue } from '../main/core/replica/issue'
import { openReplica, replicaFileName } from '../main/core/replica/open-replica'
import { applyFeedPage } from '../main/core/replica/apply-page'
import { writeMeta } from '../main/core/replica/meta'
import { settleAcked, settleOutcomes } from '../main/core/replica/settle'
import { makePerson, makeTicket, put, pageOf } from '../main/core/testing/replica-fixture'
import { ratio, rounded, percentile } from './figures'
import type { Workshop } from './workshop'

const server = 'http://127.0.0.1:1'
const perBlock = 100
const warmUps = 1
const text = '客户在月末处理时遇到，重启中间件后仍出现。已请客户提供日志与操作截图，环境为生产环境，影响当日结账。'

const timed = (work: () => void): number => {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

/**
 * A note written and answered (outbox, what is shown, and the journal, all on disk) against one write of the same
 * bytes and one flush.
 */
export const durableWrite = ({ folder, runs, print }: Workshop): Promise<Record<string, unknown>> => {
  const directory = join(folder, `durable-${String(Date.now())}`)
  mkdirSync(directory)
  const keyHex = randomBytes(32).toString('hex')
  const person = makePerson()
  const deskFile = openDeskFile(directory, keyHex, Date.now())
  const { replica } = openReplica({ directory, keyHex, server, person, deviceNow: Date.now })
  writeMeta(replica.db, 'cursor', 0)
  const tickets = Array.from({ length: perBlock }, () => makeTicket({ ownerId: person.id }))
  applyFeedPage(
    replica,
    pageOf(
      0,
      1,
      tickets.map((ticket) => put('ticket', 1, ticket)),
    ),
  )
  const journal = deskFile.journal(replicaFileName(server, person.id))
  const bare = openSync(join(directory, 'bare'), 'a')
  const figures = { outbox: [] as number[], ours: [] as number[], bare: [] as number[] }
  let bytes = Buffer.alloc(0)

  const writeBlock = (): { outbox: number; whole: number }[] => {
    const took = tickets.map(({ id }) => {
      const startedAt = performance.now()
      const answer = issue(replica, 'ticket.note', { ticketId: id, text })
      if (!answer.ok) throw new Error(`a note was refused: ${answer.failure.code}`)
      const outbox = performance.now() - startedAt
      journal.add(replica, answer.value.commandId)
      return { outbox, whole: performance.now() - startedAt }
    })
    const sent = replica.db.all<{ id: string; args: string; entity_id: string }>(
      `select id, args, entity_id from outbox where state = 'pending'`,
    )
    bytes = Buffer.from(JSON.stringify(sent[0]))
    // The server's answers, as after a push, so that nothing accumulates from block to block.
    settleOutcomes(
      replica,
      sent.map(({ id, entity_id }) => ({
        id: id as never,
        status: 'accepted',
        noun: 'ticket',
        entityId: entity_id,
        version: 2,
      })),
    )
    settleAcked(
      replica,
      sent.map(({ id }) => id),
    )
    return took
  }
  try {
    const blocks = Math.max(1, Math.ceil((runs ?? 2000) / perBlock))
    for (let block = -warmUps; block < blocks; block++) {
      const took = writeBlock()
      const bareTook = tickets.map(() =>
        timed(() => {
          writeSync(bare, bytes)
          fdatasyncSync(bare)
        }),
      )
      if (block < 0) continue
      figures.outbox.push(...took.map((each) => each.outbox))
      figures.ours.push(...took.map((each) => each.whole))
      figures.bare.push(...bareTook)
    }
  } finally {
    closeSync(bare)
    replica.db.close()
    deskFile.close()
  }
  print(`${String(figures.ours.length)} notes of ${String(bytes.length)} bytes`)
  const [p50Ms, p99Ms, bareP50Ms, bareP99Ms] = [
    percentile(figures.ours, 0.5),
    percentile(figures.ours, 0.99),
    percentile(figures.bare, 0.5),
    percentile(figures.bare, 0.99),
  ]
  return Promise.resolve({
    count: figures.ours.length,
    p50Ms: rounded(p50Ms, 2),
    p99Ms: rounded(p99Ms, 2),
    outboxP50Ms: rounded(percentile(figures.outbox, 0.5), 2),
    outboxP99Ms: rounded(percentile(figures.outbox, 0.99), 2),
    baselineP50Ms: rounded(bareP50Ms, 2),
    baselineP99Ms: rounded(bareP99Ms, 2),
    ratioP50: ratio(p50Ms, bareP50Ms),
    ratioP99: ratio(p99Ms, bareP99Ms),
    aim: 2,
    aimP99: 4,
  })
}
