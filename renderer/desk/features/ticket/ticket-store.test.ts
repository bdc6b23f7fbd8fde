import { expect, it } from 'vitest'
import {
  endOf,
  fieldStateOf,
  type FieldDraft,
  type FieldEnd,
  type FieldState,
  attachFaults,
  freshAttach,
} from './ticket-store'

const draft = (base: string, typed: string): FieldDraft => ({ base, typed })

it.each<[string, string, FieldDraft | null, FieldState]>([
  ['nobody types', 'a', null, { phase: 'resting', shown: 'a' }],
  ['typing over what still stands', 'a', draft('a', 'ab'), { phase: 'typing', shown: 'ab' }],
  ['the same words came from elsewhere', 'ab', draft('a', 'ab'), { phase: 'typing', shown: 'ab' }],
  ['others changed it while nothing was typed', 'x', draft('a', 'a'), { phase: 'contested', shown: 'a', theirs: 'x' }],
  ['both changed it', 'x', draft('a', 'ab'), { phase: 'contested', shown: 'ab', theirs: 'x' }],
])('%s', (_, current, typed, state) => expect(fieldStateOf(current, typed)).toEqual(state))

it.each<[string, string, FieldDraft, boolean, FieldEnd]>([
  ['nothing typed', 'a', draft('a', 'a'), false, { kind: 'nothing' }],
  ['nothing typed, changed elsewhere', 'x', draft('a', 'a'), false, { kind: 'nothing' }],
  ['a new text', 'a', draft('a', 'b'), false, { kind: 'write', text: 'b' }],
  ['emptied', 'a', draft('a', ''), false, { kind: 'write', text: '' }],
  ['a needed field emptied keeps what stood', 'a', draft('a', ' '), true, { kind: 'nothing' }],
  ['two texts', 'x', draft('a', 'b'), false, { kind: 'ask' }],
])('leaving: %s', (_, current, typed, isRequired, end) => expect(endOf(current, typed, isRequired)).toEqual(end))

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
