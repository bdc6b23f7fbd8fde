import { expect, test } from 'vitest'
import { readArticleLine } from './article-lines'

const whole = {
  id: 'a1',
  title: '标题',
  body: '正文',
  product: 'NC',
  versions: ['6.5', '6.3'],
  problemDomain: 'platform',
  errorCodes: ['ORA-01555'],
  page: 'x.md',
  more: 1,
}

test('a full line is read, unknown fields are dropped', () => {
  expect(readArticleLine(JSON.stringify(whole))).toEqual({
    ok: true,
    article: {
      sourceId: 'a1',
      title: '标题',
      body: '正文',
      product: 'NC',
      versions: '6.5 6.3',
      problemDomain: 'platform',
      errorCodes: ['ORA-01555'],
    },
  })
})

test('id, title and body are enough', () => {
  expect(readArticleLine('{"id":7,"title":"t","body":""}')).toMatchObject({
    ok: true,
    article: { sourceId: '7', product: '', problemDomain: null },
  })
})

test('without a title the first words, else the page, else the id becomes the title', () => {
  const title = (line: object): string | null => {
    const read = readArticleLine(JSON.stringify(line))
    return read.ok ? read.article.title : null
  }
  expect(title({ id: 'a', title: ' ', body: '\n首行内容\n其余' })).toBe('首行内容')
  expect(title({ id: 'a', body: ' ', page: 'x.md' })).toBe('x.md')
  expect(title({ id: 'a', body: '' })).toBe('a')
})

test('error codes may be one text, with any separators', () => {
  for (const errorCodes of ['ORA-00942，ORA-01555', 'ORA-00942、ＯＲＡ－０１５５５', ['ORA-00942', 'ORA-01555']])
    expect(readArticleLine(JSON.stringify({ ...whole, errorCodes }))).toMatchObject({
      article: { errorCodes: ['ORA-00942', 'ORA-01555'] },
    })
})

test('a title over the limit is cut between characters', () => {
  const read = readArticleLine(JSON.stringify({ ...whole, title: '𠮷'.repeat(400) }))
  expect(read).toMatchObject({ ok: true, article: { title: '𠮷'.repeat(150) } })
})

test.each([
  ['', 'not JSON'],
  ['{"id":', 'not JSON'],
  ['[]', 'line'],
  ['{"title":"t","body":"b"}', 'id'],
  ['{"id":"a","title":7,"body":"b"}', 'title'],
  [JSON.stringify({ ...whole, body: 'x'.repeat(1_000_001) }), 'body'],
  [JSON.stringify({ ...whole, problemDomain: 'cooking' }), 'problemDomain'],
  [JSON.stringify({ ...whole, body: '总\uFFFD' }), 'body: characters were lost'],
  [String.raw`{"id":"a","title":"\ufffd","body":"b"}`, 'title: characters were lost'],
  [String.raw`{"id":"a","title":"\ud842","body":"b"}`, 'title: characters were lost'],
  [JSON.stringify({ ...whole, errorCodes: ['好', '\uFFFD'] }), 'errorCodes: characters were lost'],
])('line %# is refused and says why', (line, why) => {
  expect(readArticleLine(line)).toMatchObject({ ok: false, why: expect.stringContaining(why) })
})
