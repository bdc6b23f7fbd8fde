import { expect, test } from 'vitest'
import { isInForce } from './time'

test('a code or contract is in force from its first instant to before its last', () => {
  const code = { validFrom: 100, validUntil: 200 }
  expect([99, 100, 199, 200].map((now) => isInForce(code, now))).toEqual([false, true, true, false])
})
