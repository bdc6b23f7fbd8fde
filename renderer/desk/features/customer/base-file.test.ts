import { expect, it } from 'vitest'
import { contractState } from './base-file'

it.each([
  [9, 'future'],
  [10, 'valid'],
  [19, 'valid'],
  [20, 'ended'],
] as const)('at %i a contract of 10 to 20 is %s', (now, state) =>
  expect(contractState({ validFrom: 10, validUntil: 20 }, now)).toBe(state),
)
