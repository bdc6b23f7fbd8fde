import { expect, test } from 'vitest'
import { z } from 'zod'
import { whereWrong } from './where-wrong'

const wrongIn = (schema: z.ZodType, input: unknown): string => whereWrong(schema.safeParse(input).error!)

test('it names each field once, and never what stood in it', () => {
  const schema = z.object({ phone: z.string().max(3).regex(/^x/), one: z.object({ two: z.number() }) })
  expect(wrongIn(schema, { phone: '13800138000', one: { two: '13800138000' } })).toBe('phone, one.two')
})

test('what is wrong as a whole is named by its kind, and a long list is cut', () => {
  expect(wrongIn(z.number(), 'x')).toBe('invalid_type')
  expect(wrongIn(z.array(z.number()), Array.from('abcdefgh'))).toBe('0, 1, 2, 3, 4')
})
