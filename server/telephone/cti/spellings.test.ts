import { expect, test } from 'vitest'
import { hangupCauseOf } from './hangup-cause'
import { canBeExtension, partsOf, spellingsOf } from './spellings'

test.each([
  ['8001', '8001'],
  ['SIP/8001', '8001'],
  ['PJSIP/8002-0000001a', '8002'],
  ['Local/8001@from-queue/n', '8001'],
  ['Local/8001@from-queue-0000000b;1', '8001'],
  ['sofia/internal/8001@10.0.0.1', '8001'],
  ['user/8001@pbx.example', '8001'],
  ['sip:8001@10.0.0.1:5060', '8001'],
  ['"林晓" <8001>', '8001'],
  ['Lin Xiao <sip:8001@10.0.0.1>', '8001'],
  ['Lin Xiao <8001>', 'Lin Xiao'],
  ['８００１', '8001'],
  ['sip:lin@pbx.example', 'lin'],
])('%s is also written %s', (text, spelling) => {
  expect(spellingsOf(text)).toContain(spelling)
})

test('a list yields its parts, then the whole text', () => {
  expect(partsOf('8001,8002')).toEqual(['8001', '8002', '8001,8002'])
  expect(partsOf('8001、8002；lin')).toEqual(['8001', '8002', 'lin', '8001、8002；lin'])
  expect(partsOf('8001')).toEqual(['8001'])
})

test('a text that cannot be a telephone is none', () => {
  for (const text of ['8001', 'SIP/9999', '8001,8002', '*45', '<8001>']) expect(canBeExtension(text)).toBe(true)
  for (const text of ['Ticket System', 'nobody', '', 'Lin Xiao']) expect(canBeExtension(text)).toBe(false)
})

test.each([
  [undefined, 'normalClearing'],
  ['normalClearing', 'normalClearing'],
  ['NORMAL_CLEARING', 'normalClearing'],
  ['ORIGINATOR_CANCEL', 'cancel'],
  ['NO_ANSWER', 'noAnswer'],
  ['NO ANSWER', 'noAnswer'],
  ['USER_BUSY', 'busy'],
  ['CALL_REJECTED', 'busy'],
  ['CHANUNAVAIL', 'congestion'],
  ['UNALLOCATED_NUMBER', 'notFound'],
  ['Q.850;cause=16;text="Normal call clearing"', 'normalClearing'],
  ['Q.850;17', 'busy'],
  ['19', 'noAnswer'],
  ['34', 'congestion'],
  ['BLIND_TRANSFER', 'forwarded'],
  ['timedOut', 'other'],
  ['MOON_PHASE', 'other'],
] as const)('the cause %s is %s', (written, cause) => {
  expect(hangupCauseOf(written)).toBe(cause)
})
