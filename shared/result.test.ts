import { expect, test } from 'vitest'
import { failureSchema } from './result'

test('a failure code of a newer server is still a failure here', () => {
  expect(failureSchema.parse({ code: 'notFound' })).toEqual({ code: 'notFound', params: {} })
  expect(failureSchema.parse({ code: 'somethingNew', params: { a: 'b' } })).toEqual({
    code: 'internal',
    params: { reference: 'somethingNew' },
  })
  expect(failureSchema.parse({ code: 'toString' })).toEqual({ code: 'internal', params: { reference: 'toString' } })
})
