import { expect, it } from 'vitest'
import type { CommandId } from '#shared/ids'
import type { AttentionItem } from '#shared/ipc/replica-views'
import { groupAttention } from './attention-store'

const item = (
  commandId: string,
  entityId: string,
  name = 'ticket.edit',
  code: AttentionItem['failure']['code'] = 'editConflict',
): AttentionItem => ({
  commandId: commandId as CommandId,
  name,
  args: {},
  noun: 'ticket',
  entityId,
  title: null,
  number: null,
  at: 0,
  actedAt: 0,
  failure: { code, params: {} },
  current: null,
})

it('asks once for all fields of one ticket, and apart for everything else', () => {
  const attention = [
    item('5', 'a'),
    item('4', 'b'),
    item('3', 'a', 'ticket.solve', 'ticketAlreadySolved'),
    item('2', 'a'),
    item('1', 'a', 'ticket.edit', 'ticketClosed'),
  ]
  expect(groupAttention(attention).map(({ items }) => items.map(({ commandId }) => commandId))).toEqual([
    ['5', '2'],
    ['4'],
    ['3'],
    ['1'],
  ])
})
