import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import type { z } from 'zod'
import { callSchema } from '#shared/domain/call'
import type { Person } from '#shared/domain/person'
import { dayMs, minuteMs, type Instant } from '#shared/domain/time'
import { ticketSchema } from '#shared/domain/ticket'
import { commandSchemas, systemCommandSchemas } from '#shared/domain/commands'
import { execute, systemOrigin, type CheckedCommand, type Origin } from '../server/commands/execute'
import { lockDocuments, type Work } from '../server/commands/work'
import { demoAccounts } from '../server/demo/accounts'
import { customerRows } from '../server/demo/customer-rows'
import { startServer } from '../server/start'

const schemas: Record<string, z.ZodType<object>> = { ...commandSchemas, ...systemCommandSchemas }
/** Cases in one transaction, so that it stays small. */
const casesPerTransaction = 250
/** A hotline of this size has about a twentieth of its tickets open. */
const openEvery = 20
const subjects = [
  '凭证审核后不能记账',
  '期末结转报错',
  '采购入库单审批流中断',
  '报表取数与总账不符',
  '薪酬方案计算缓慢',
  '登录后工作台空白',
  '固定资产折旧重复计提',
  '接口同步日志报 ORA-00001',
]
const description =
  '客户在月末处理时遇到，重启中间件后仍出现。已请客户提供日志与操作截图，环境为生产环境，影响当日结账。'

const agents: Person[] = demoAccounts
  .map(({ person }) => person)
  .filter((person) => person.role === 'agent' && person.queues.length > 0)

const originOf = (person: Person | null): Origin =>
  person === null
    ? systemOrigin
    : {
        actor: { kind: 'person', id: person.id, role: person.role, name: person.name },
        scopes: null,
        commandId: null,
        deviceAt: null,
      }

type Case = { index: number; callId: string; ticketId: string; agent: Person; at: Instant }

/** The commands of one case: rung, answered, opened, noted, solved, wrapped up, closed. */
const tellCase = async (work: Work, { index, callId, ticketId, agent, at }: Case): Promise<void> => {
  const run = async (minutes: number, by: Person | null, name: string, args: object): Promise<void> => {
    work.now = at + minutes * minuteMs
    const result = await execute(work, { name, args: schemas[name]?.parse(args) } as CheckedCommand, originOf(by))
    if (!result.ok) throw new Error(`the bench's ${name} was refused: ${result.failure.code}`)
  }
  const caller = customerRows[index % customerRows.length]
  const isOpen = index % openEvery === 0
  const phone = `+86${caller?.phone ?? '13800138000'}`
  await run(0, null, 'call.systemRing', {
    callId,
    direction: 'in',
    from: phone,
    to: '+864006600588',
    queue: agent.queues[0],
    rung: [agent.id],
    candidates: [],
  })
  await run(0.2, null, 'call.systemAnswer', { callId, by: agent.id })
  await run(2, agent, 'ticket.open', {
    ticketId,
    callId,
    kind: 'complaint',
    subject: `${subjects[index % subjects.length] ?? ''} ${String(index)}`,
    description,
    priority: 'C',
    problemDomain: 'financialAccounting',
    product: 'NC',
    productVersion: '6.5',
    callerName: caller?.contact ?? '',
    callerPhone: phone,
    referral: null,
  })
  await run(4, agent, 'ticket.note', { ticketId, text: description })
  if (!isOpen) await run(8, agent, 'ticket.solve', { ticketId, solution: '调整参数后重新结转，客户确认恢复。' })
  await run(9, agent, 'call.hangUp', { callId })
  await run(10, agent, 'call.dispose', { callId, disposition: 'complaint', note: '' })
  if (!isOpen) await run(600, agent, 'ticket.close', { ticketId })
}

/** Fills the server in `directory` with the demo data and `count` tickets, by real commands under the real rules. */
export const fillTickets = async (directory: string, count: number): Promise<void> => {
  const server = await startServer({
    port: 0,
    dataDirectory: directory,
    isDemo: true,
    ctiToken: 'demo',
    log: pino({ level: 'warn' }, pino.destination(2)),
  })
  try {
    const now = Date.now()
    for (let done = 0; done < count; done += casesPerTransaction) {
      const cases = Array.from({ length: Math.min(casesPerTransaction, count - done) }, (_, offset): Case => {
        const index = done + offset
        const agent = agents[index % agents.length]
        if (agent === undefined) throw new Error('the demo has no agents')
        return {
          index,
          agent,
          callId: callSchema.shape.id.parse(randomUUID()),
          ticketId: ticketSchema.shape.id.parse(randomUUID()),
          at: now - 180 * dayMs + index * 20 * minuteMs,
        }
      })
      await server.runner.inWork(async (work) => {
        await lockDocuments(
          work,
          cases.flatMap(({ callId, ticketId, agent }) => [
            { noun: 'call' as const, id: callId },
            { noun: 'ticket' as const, id: ticketId },
            { noun: 'agent' as const, id: agent.id },
          ]),
          'update',
        )
        for (const each of cases) await tellCase(work, each)
        for (const agent of agents) {
          work.now = now
          await execute(work, { name: 'agent.systemLeave', args: { personId: agent.id } }, systemOrigin)
        }
      })
    }
  } finally {
    await server.close()
  }
}
