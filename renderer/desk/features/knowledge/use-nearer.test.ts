import { expect, it } from 'vitest'
import { nearerTexts } from './use-nearer'

it('shortens from the end, and never to one or two letters of a Latin word', () => {
  const tries = nearerTexts('火星着陆器 xyzzy')
  expect(tries[0]).toBe('火星着陆器 xyz')
  expect(tries).toContain('火星着陆器')
  expect(tries.filter((text) => /\s[a-z]{1,2}$/.test(text))).toEqual([])
})
