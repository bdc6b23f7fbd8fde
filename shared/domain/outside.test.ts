import { expect, it } from 'vitest'
import { commandRules, decide, systemCommandRules, type AnyCommand } from './commands'
import type { OutsideActor } from './decision'
import { actorFields } from './decision'
import { contextOf, openArgs, ticketId } from './testing/ticket-sample'

const contact: OutsideActor = { kind: 'contact', name: '王会计' }

it('somebody outside acts by what is declared for them and by nothing else', () => {
  const open: AnyCommand = { name: 'ticket.open', args: openArgs }
  const breach: AnyCommand = { name: 'ticket.systemBreach', args: { ticketId, dueAt: 5 } }
  for (const command of [open, breach])
    for (const kind of ['contact', 'device'] as const)
      expect(decide('ticket', null, command, { ...contextOf(), actor: { ...contact, kind } })).toMatchObject({
        ok: false,
        failure: { code: 'notAllowed' },
      })
  expect(Object.values(commandRules).filter((rule) => 'outside' in rule)).toEqual([])
  const declared = Object.entries(systemCommandRules).filter(([, { outside }]) => outside !== undefined)
  expect(declared.every(([name]) => name.startsWith('remoteSession.system'))).toBe(true)
})

it('an event names who acted', () => {
  expect(actorFields(contact)).toEqual({ by: null, actor: contact })
  expect(actorFields({ kind: 'system' })).toEqual({ by: null })
  expect(Object.keys(actorFields(contextOf().actor))).toEqual(['by'])
})
