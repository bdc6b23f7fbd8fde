import { expect, test } from 'vitest'
import { agentId, contextOf, openArgs, otherAgentId, record, vendorId } from '#shared/domain/testing/ticket-sample'
import { applyTicket, decideTicket } from '#shared/domain/testing/rules'
import { personSchema } from '#shared/domain/person'
import type { Ticket } from '#shared/domain/ticket'
import { minuteMs } from '#shared/domain/time'
import { promptedFirstLine } from './prompted-first-line'

const opened = decideTicket(null, { name: 'ticket.open', args: openArgs }, contextOf())
if (!opened.ok) throw new Error(opened.failure.code)
const ticket = record(opened.value).reduce<Ticket | null>(applyTicket, null) as Ticket
const since = ticket.firstLineSince ?? 0
const person = (id: string, role: string) =>
  personSchema.parse({
    ...{ id, name: '林晓', role, organisationId: vendorId, organisationKind: 'vendor', extension: null, queues: [] },
  })
const prompted = (who: ReturnType<typeof person> | null, minutes: number, of = ticket): number | undefined =>
  promptedFirstLine(who, of, [], since + minutes * minuteMs)?.startedAt

test('after 30 minutes the agent whose ticket it is, and a supervisor, are prompted; nobody else and not before', () => {
  const own = person(agentId, 'agent')
  expect(ticket).toMatchObject({ kind: 'technical', ownerId: agentId })
  expect([prompted(own, 29), prompted(own, 30)]).toEqual([undefined, since])
  expect(prompted(person(otherAgentId, 'supervisor'), 30)).toBe(since)
  expect(prompted(person(otherAgentId, 'agent'), 30)).toBeUndefined()
  expect(prompted(null, 30)).toBeUndefined()
})
