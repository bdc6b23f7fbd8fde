import { ticketSchema } from '#shared/domain/ticket'
import { callSchema, type CallIdentity } from '#shared/domain/call'
import type { SystemCommandName, CommandName } from '#shared/domain/commands'
import type { Customer } from '#shared/domain/customer'
import type { Person } from '#shared/domain/person'
import { maskServiceCode } from '#shared/domain/service-code'
import { dayMs, hourMs, minuteMs, type Instant } from '#shared/domain/time'
import { queueOfMenu } from '#shared/domain/queue'
import { execute, systemOrigin, type Origin } from '../commands/execute'
import type { Work } from '../commands/work'
import { demoAccounts } from './accounts'
import type { DemoCode } from './customers'
import { demoId } from './organisations'
import { pastCases, type PastCase } from './history-rows'

type PastCommand = { at: Instant; by: Person | null; name: SystemCommandName | CommandName; args: object }
type Files = { customers: ReadonlyMap<string, Customer>; codes: ReadonlyMap<string, DemoCode> }

const personOf = (login: string): Person => {
  const account = demoAccounts.find((each) => each.login === login)
  if (account === undefined) throw new Error(`the demo has no ${login}`)
  return account.person
}

const identityOf = ({ serviceCode, code }: DemoCode): CallIdentity => ({
  status: 'verified',
  serviceCodeId: serviceCode.id,
  customerId: serviceCode.customerId,
  maskedCode: maskServiceCode(code),
  validUntil: serviceCode.validUntil,
})

const waitingFors = ['客户确认停机时间后处理', '客户提供中间件日志', '客户安排测试环境']

/** One past case as the commands that made it, each at its own time. */
const commandsOfCase = (past: PastCase, index: number, { customers, codes }: Files, now: Instant): PastCommand[] => {
  const customer = customers.get(past.customer)
  const code = codes.get(past.customer)
  const contact = customer?.contacts[0]
  const product = customer?.products[0]
  if (customer === undefined || code === undefined || contact === undefined || product === undefined)
    throw new Error(`the demo has no customer ${past.customer}`)
  const callId = callSchema.shape.id.parse(demoId('call', index))
  const ticketId = ticketSchema.shape.id.parse(demoId('ticket', index))
  const agent = personOf(past.agent)
  const start = now - past.daysAgo * dayMs - (index % 7) * hourMs
  const from = contact.phones[0] ?? null
  const isVerified = past.menu === '2'
  const queue = queueOfMenu(past.menu, isVerified)
  const command = (minutes: number, by: Person | null, name: PastCommand['name'], args: object): PastCommand => ({
    at: start + minutes * minuteMs,
    by,
    name,
    args,
  })

  return [
    command(0, null, 'call.systemMenu', { callId, path: past.menu, problemDomain: past.domain }),
    ...(isVerified
      ? [
          command(0.4, null, 'call.systemIdentify', {
            callId,
            identity: identityOf(code),
            problemDomain: past.domain,
            path: past.menu,
            queue,
          }),
        ]
      : []),
    command(0.6, null, 'call.systemRing', {
      callId,
      direction: 'in',
      from,
      to: '+864006600588',
      queue,
      rung: [agent.id],
      candidates: [{ customerId: customer.id, contactId: contact.id }],
    }),
    command(0.9, null, 'call.systemAnswer', { callId, by: agent.id }),
    ...(isVerified ? [] : [command(1, agent, 'call.chooseCustomer', { callId, customerId: customer.id })]),
    command(2, agent, 'ticket.open', {
      ticketId,
      callId,
      kind: past.kind,
      subject: past.subject,
      description: past.description,
      priority: past.priority,
      problemDomain: past.domain,
      product: product.product,
      productVersion: product.version,
      callerName: contact.name,
      callerPhone: from ?? '',
      referral: null,
    }),
    command(5, agent, 'ticket.note', { ticketId, text: past.note }),
    ...(past.end === 'open' ? [] : [command(9, agent, 'ticket.solve', { ticketId, solution: past.solution })]),
    command(11, agent, 'call.hangUp', { callId }),
    command(12, agent, 'call.dispose', {
      callId,
      disposition: past.kind === 'complaint' ? 'complaint' : past.end === 'open' ? 'ticketOpened' : 'solved',
      note: '',
    }),
    // Tickets open for long wait for their customer.
    ...(past.end === 'open' && past.daysAgo > 3
      ? [command(30, agent, 'ticket.wait', { ticketId, waitingFor: waitingFors[index % waitingFors.length] ?? '' })]
      : []),
    ...(past.end === 'closed' || past.end === 'reopened'
      ? [command(60 * 20, agent, 'ticket.close', { ticketId })]
      : []),
    ...(past.end === 'reopened'
      ? [
          command(60 * 44, agent, 'ticket.reopen', { ticketId, reason: '客户反馈次月问题再次出现。' }),
          command(60 * 45, agent, 'ticket.note', { ticketId, text: '已请客户提供数据库执行计划，等待回复。' }),
        ]
      : []),
  ]
}

const originOf = (person: Person | null): Origin =>
  person === null
    ? systemOrigin
    : {
        actor: { kind: 'person', id: person.id, role: person.role, name: person.name },
        scopes: null,
        commandId: null,
        deviceAt: null,
      }

/**
 * Writes the demo's history: real commands under real rules, each at its own time, so that time-lines look real.
 * Afterwards no agent is ready.
 */
export const writeHistory = async (work: Work, files: Files, now: Instant): Promise<void> => {
  const commands = pastCases
    .flatMap((past, index) => commandsOfCase(past, index, files, now))
    .filter((each) => each.at < now)
    .sort((a, b) => a.at - b.at)
  const signOffs = demoAccounts
    .filter(({ person }) => person.queues.length > 0)
    .map(({ person }): PastCommand => ({ at: now, by: null, name: 'agent.systemLeave', args: { personId: person.id } }))
  for (const { at, by, name, args } of [...commands, ...signOffs]) {
    work.now = at
    const result = await execute(work, { name, args }, originOf(by))
    if (!result.ok) throw new Error(`the demo's ${name} was refused: ${result.failure.code}`)
  }
}
