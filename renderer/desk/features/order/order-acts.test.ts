import { expect, test } from 'vitest'
import type { Actor } from '#shared/domain/decision'
import { acts, codeOf, consultantId, people, states } from '#shared/domain/testing/order-sample'
import { book, plan } from '#shared/domain/testing/schedule-sample'
import { isOrderLive, orderStatuses } from '#shared/domain/work-order'
import { commandRules } from '#shared/domain/commands'
import { orderActs, type OrderAct } from './order-acts'

const table = people.flatMap((person) => orderStatuses.map((status) => ({ person, status })))

test.each(table)(
  '$person.role of $person.organisationKind, $status: a button is there where its rule says yes',
  (row) => {
    const { person, status } = row
    const order = { ...states[status], consultantId: status === 'offered' ? null : states[status].consultantId }
    const actor: Actor = { kind: 'person', id: person.id, role: person.role, name: person.name }
    const allowed = (Object.keys(acts) as (keyof typeof acts)[]).filter((act) => {
      if (act === 'tryContact' || !isOrderLive(order)) return false
      const command = acts[act]
      // Choosing who goes is offered whoever goes now.
      const answer = codeOf(act === 'assign' ? { ...order, consultantId: null } : order, actor, command)
      return commandRules[command.name].may.includes(person.role) && answer === 'done'
    })
    const personId = person.role === 'consultant' ? person.id : consultantId
    const booked = plan(null, book({ personId }), actor, { order: { ...order, appointment: null } })
    const mayBook = commandRules['schedule.book'].may.includes(person.role) && typeof booked !== 'string'
    const expected: OrderAct[] = [...(allowed as OrderAct[]), ...(mayBook ? (['book'] as const) : [])]
    expect(orderActs(person, order).sort()).toEqual(expected.sort())
  },
)
