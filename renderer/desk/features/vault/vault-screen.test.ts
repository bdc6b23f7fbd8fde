import { expect, it } from 'vitest'
import { passphraseFault } from './vault-screen'

it('wants eight characters twice, counting as people do', () => {
  expect(passphraseFault('1234567', '1234567')).toBe('short')
  expect(passphraseFault('𠮷𠮷𠮷𠮷', '𠮷𠮷𠮷𠮷')).toBe('short')
  expect(passphraseFault('一二三四五六七八', '一二三四五六七九')).toBe('different')
  expect(passphraseFault('一二三四五六七八', '一二三四五六七八')).toBeNull()
})
