import { expect, it } from 'vitest'
import { choiceOf, choose, fieldRows, resultOf, type FieldRow } from './field-rows'

const edit = (changes: Record<string, unknown>, before?: Record<string, unknown>) => ({
  args: { ticketId: 't', changes, ...(before === undefined ? {} : { before }) },
})
const current = { subject: '现在', description: '原来', priority: 'C', problemDomain: null, product: 'NC' }

it('asks where somebody else wrote, keeps the own text where nobody did, and leaves out what is equal by now', () => {
  const rows = fieldRows(
    [
      edit(
        { subject: '我的', description: '我的描述', product: 'NC' },
        { subject: '原来', description: '原来', product: 'U8' },
      ),
    ],
    current,
  )
  expect(rows).toEqual([
    { field: 'subject', mine: '我的', theirs: '现在', isContested: true },
    { field: 'description', mine: '我的描述', theirs: '原来', isContested: false },
  ])
  expect(rows.map((row) => choiceOf(row, {})?.side)).toEqual([undefined, 'mine'])
})

it('of several edits the newest text counts, compared with what was seen before the first', () => {
  const rows = fieldRows(
    [
      edit({ subject: '第二次' }, { subject: '第一次' }),
      edit({ subject: '第一次', problemDomain: 'assets' }, { subject: '现在', problemDomain: null }),
    ],
    current,
  )
  expect(rows).toEqual([
    { field: 'subject', mine: '第二次', theirs: '现在', isContested: false },
    { field: 'problemDomain', mine: 'assets', theirs: '', isContested: false },
  ])
})

it('a company written where the ticket has none is no conflict', () => {
  expect(fieldRows([edit({ company: '华东重工' }, { company: '' })], current)).toEqual([
    { field: 'company', mine: '华东重工', theirs: '', isContested: false },
  ])
})

it('an edit of an older console, which did not say what it saw, is asked about', () => {
  expect(fieldRows([edit({ subject: '我的' })], current)[0]?.isContested).toBe(true)
})

it('makes one edit of the choices, and says what it was chosen against', () => {
  const rows: FieldRow[] = [
    { field: 'subject', mine: '我的', theirs: '现在', isContested: true },
    { field: 'description', mine: '甲', theirs: '乙', isContested: true },
    { field: 'problemDomain', mine: '', theirs: 'assets', isContested: false },
  ]
  const [subject, description] = rows as [FieldRow, FieldRow]
  expect(resultOf(rows, { subject: choose(subject, 'mine') })).toBeNull()
  const choices = {
    subject: { ...choose(subject, 'mine'), text: '两人的' },
    description: choose(description, 'theirs'),
  }
  expect(resultOf(rows, choices)).toEqual({
    changes: { subject: '两人的', problemDomain: null },
    before: { subject: '现在', problemDomain: 'assets' },
  })
  expect(resultOf(rows, { ...choices, subject: { ...choose(subject, 'mine'), text: ' ' } })).toBeNull()
})

it('a choice is asked again when the value changes meanwhile', () => {
  const row: FieldRow = { field: 'subject', mine: '我的', theirs: '现在', isContested: true }
  const choices = { subject: choose(row, 'mine') }
  expect(choiceOf(row, choices)?.text).toBe('我的')
  expect(choiceOf({ ...row, theirs: '又改了' }, choices)).toBeNull()
})
