import { expect, it } from 'vitest'
import { writtenWords } from './use-command-words'

it('finds what a person wrote at any depth, and no ids', () => {
  const args = {
    ticketId: 'a',
    changes: { subject: '月结报错', description: '  ' },
    referral: { id: 'b', company: '华东机械', organisationId: 'c' },
    isSolution: true,
    rest: null,
  }
  expect(writtenWords(args)).toEqual([
    { field: 'subject', text: '月结报错' },
    { field: 'company', text: '华东机械' },
  ])
})

it('leaves out what the machine wrote beside it', () => {
  expect(writtenWords({ changes: { subject: '新' }, before: { subject: '旧' } })).toEqual([
    { field: 'subject', text: '新' },
  ])
  expect(writtenWords({ file: { hash: 'ab', name: '现场.jpg', mediaType: 'image/jpeg', size: 5 } })).toEqual([
    { field: 'name', text: '现场.jpg' },
  ])
  expect(writtenWords({ minutes: 90, work: 'onSite', note: '' })).toEqual([
    { field: 'minutes', text: '90' },
    { field: 'work', text: 'onSite' },
  ])
})
