import { expect, it } from 'vitest'
import { endOf, fieldStateOf, type FieldDraft, type FieldEnd, type FieldState } from './field-draft'

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
