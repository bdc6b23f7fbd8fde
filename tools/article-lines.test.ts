import { expect, test } from 'vitest'
import { readArticleLine } from './article-lines'

const whole = { id: 'a1', title: '标题', body: '正文', product: 'NC', versions: ['6.5', '6.3'], problemDomain: 'platform', errorCodes: ['ORA-01555'], page: 'x.md', more: 1 }

test('a whole line is read, what is unknown is left', () => {
  expect(readArticleLine(JSON.stringify(whole))).toEqual({
    ok: true, article: { sourceId: 'a1', title: '标题', body: '正文', product: 'NC', versions: '6.5 6.3', problemDomain: 'platform', errorCodes: ['ORA-01555'] },
  })
})

test('id, title and body are enough', () => {
  expect(readArticleLine('{"id":7,"title":"t","body":""}')).toMatchObject({ ok: true, article: { sourceId: '7', product: '', problemDomain: null } })
})

test('a title over the limit is cut between characters', () => {
  const read = readArticleLine(JSON.stringify({ ...whole, title: '𠮷'.repeat(400) }))
  expect(read).toMatchObject({ ok: true, article: { title: '𠮷'.repeat(150) } })
})

test.each([
  ['', 'not JSON'], ['{"id":', 'not JSON'], ['[]', 'line'], ['{"title":"t","body":"b"}', 'id'], ['{"id":"a","title":"  ","body":"b"}', 'title'],
  [JSON.stringify({ ...whole, body: 'x'.repeat(1_000_001) }), 'body'], [JSON.stringify({ ...whole, problemDomain: 'cooking' }), 'problemDomain'],
])('line %# is refused and says why', (line, why) => {
  expect(readArticleLine(line)).toMatchObject({ ok: false, why: expect.stringContaining(why) })
})
