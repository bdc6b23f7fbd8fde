import { expect, it } from 'vitest'
import { writtenWords } from './written-words'

it('finds what a person wrote at any depth, and no ids', () => {
  const args = { ticketId: 'a', changes: { subject: '月结报错', description: '  ' }, referral: { id: 'b', company: '华东机械', organisationId: 'c' }, isSolution: true, rest: null }
  expect(writtenWords(args)).toEqual([{ field: 'subject', text: '月结报错' }, { field: 'company', text: '华东机械' }])
})
