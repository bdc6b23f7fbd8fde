import { expect, it } from 'vitest'
import { attachFaults, freshAttach } from './attach-draft'

const customer = { id: 'a', name: '演示·启明机械', region: '华东' }

it('begins with what the caller said, and needs a customer and a reason of four characters', () => {
  const draft = freshAttach('启明机械')
  expect(draft.search).toBe('启明机械')
  expect(attachFaults(draft, null)).toEqual({ customer: 'choose', reason: 'tooShort' })
  expect(attachFaults({ ...draft, customer, reason: ' 相符 ' }, null)).toEqual({ customer: null, reason: 'tooShort' })
  expect(attachFaults({ ...draft, customer, reason: '名称一致' }, null)).toEqual({ customer: null, reason: null })
})

it('does not attach the customer that the ticket has already', () => {
  expect(attachFaults({ search: '', customer, reason: '名称一致' }, 'a').customer).toBe('same')
})
