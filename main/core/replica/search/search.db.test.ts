import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Article } from '#shared/domain/article'
import { articleHitSchema } from '#shared/ipc/replica-views'
import { tokenise } from '#shared/text/tokens'
import { openDatabase, type Database } from '../driver'
import { indexArticle, searchArticles, searchSchema, suggestArticles, unindexArticle } from './index'

const directory = mkdtempSync(join(tmpdir(), 'search-'))
let db: Database
beforeAll(() => {
  db = openDatabase(join(directory, 'replica.db'), 'ab'.repeat(32))
  db.exec(searchSchema)
})
beforeEach(() => {
  db.exec('delete from article_token; delete from article_search')
})
afterAll(() => {
  db.close()
  rmSync(directory, { recursive: true })
})

const id = (n: number): Article['id'] => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as Article['id']
const article = (n: number, title: string, body: string, more: Partial<Article> = {}): Article => ({
  id: id(n),
  sourceId: null,
  title,
  body,
  product: '',
  versions: '',
  problemDomain: null,
  errorCodes: [],
  solvedCount: 0,
  publishedAt: 0,
  ...more,
})
const index = (...articles: Article[]): void => {
  db.transaction(() => {
    for (const one of articles) indexArticle(db, one)
  })
}
const found = (text: string, limit = 100): string[] => searchArticles(db, text, limit).map((hit) => hit.id)

describe('searching', () => {
  it('finds by one Han character, by several, by a word and by its beginning', () => {
    index(article(1, '月末结账', '固定资产模块先结账'), article(2, '打印', 'print server nc.bs.pub.PrintService'))
    expect(found('结')).toEqual([id(1)])
    expect(found('资产模')).toEqual([id(1)])
    expect(found('printserv')).toEqual([id(2)])
    expect(found('nc.bs.pu')).toEqual([id(2)])
    expect(found('ＰＲＩＮＴ')).toEqual([id(2)])
  })

  it('ranks title over body, adjacent over scattered words, and the exact code first', () => {
    index(
      article(1, '采购入库', '结算后才能对账，期末再说结账'),
      article(2, '结账失败', '期末处理'),
      article(3, '账务', '先结清旧账，再检查失败原因'),
      article(4, 'ORA-00904 无效标识符', '列名不存在'),
      article(5, 'ORA-00942 表不存在', '检查用户'),
    )
    expect(found('结账失败')[0]).toBe(id(2))
    expect(found('结账')[0]).toBe(id(2))
    expect(found('ORA-00942')[0]).toBe(id(5))
    expect(found('ora00942')[0]).toBe(id(5))
  })

  it('finds codes that the author listed, even if the text lacks them', () => {
    index(article(1, '表空间不足', '扩容', { errorCodes: ['ORA-01653'] }), article(2, 'ORA 概述', '一般说明'))
    expect(found('ORA-01653')[0]).toBe(id(1))
    expect(found('01653')).toEqual([id(1)])
  })

  it('prefers articles that solved more among equals', () => {
    index(article(1, '凭证打印空白', '检查模板'), article(2, '凭证打印空白', '检查模板', { solvedCount: 9 }))
    expect(found('凭证打印')).toEqual([id(2), id(1)])
  })

  it('follows changes and removals', () => {
    index(article(1, '旧标题', '旧内容'))
    index(article(1, '新标题', '新内容'))
    expect(found('旧')).toEqual([])
    expect(found('新')).toEqual([id(1)])
    index(article(1, '新标题', '新内容', { solvedCount: 3 }))
    expect(searchArticles(db, '新', 1)[0]?.solvedCount).toBe(3)
    unindexArticle(db, id(1))
    unindexArticle(db, id(1))
    expect(found('新')).toEqual([])
    expect(db.get('select count(*) as n from article_token where article_token match ?', ['"新"'])).toEqual({ n: 0 })
  })

  it.each([
    '',
    ' ',
    '"',
    '""',
    '*',
    'AND',
    'a OR',
    'NEAR(',
    'title:x',
    '{title}: "',
    '-',
    '^',
    '😀',
    "'; drop table article_search; --",
    '\u0000',
    '\ud800',
    '"a" * "b',
    '的'.repeat(1000),
    'x y '.repeat(250),
    'a.b-c'.repeat(200),
  ])('takes %j as words, never as orders', (text) => {
    index(article(1, '月末结账 AND OR', 'near title x'))
    const isWord = ['AND', 'a OR', 'NEAR('].includes(text)
    const hits = searchArticles(db, text, 10)
    expect(articleHitSchema.array().safeParse(hits).success).toBe(true)
    if (isWord) expect(hits.map((hit) => hit.id)).toEqual([id(1)])
    const suggested = suggestArticles(db, { text, problemDomain: null, product: '', limit: 5 })
    expect(articleHitSchema.array().safeParse(suggested).success).toBe(true)
    expect(found('月末结账')).toEqual([id(1)])
  })
})

describe('exactness', () => {
  const piece = fc.constantFrom(
    '月',
    '末',
    '结',
    '账',
    '凭',
    '证',
    '𠮷',
    'か',
    '한',
    'NC',
    '65',
    'ora',
    '-',
    '.',
    ' ',
    '，',
    '"',
    '\n',
    'é',
    'ﬁ',
    '①',
    '😀',
    '*',
  )
  const body = fc.array(piece, { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''))

  it('finds every article that contains a run of tokens, as reading all of them would', () => {
    fc.assert(
      fc.property(
        fc.array(body, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 5 }),
        (bodies, which, from, length) => {
          db.exec('delete from article_token; delete from article_search')
          // A letter keeps Markdown from reading the first piece as a mark.
          const articles = bodies.map((text, n) => article(n + 1, 't', `t ${text.replaceAll(/[\n*]/g, ' ')}`))
          index(...articles)
          const sequenceOf = (text: string) => tokenise(text).filter((token) => token.kind !== 'code')
          const source = articles[which % articles.length]!.body
          const all = sequenceOf(source)
          const start = from % all.length
          const wanted = all.slice(start, start + length)
          const query = `${source.slice(wanted[0]!.start, wanted.at(-1)!.end)} `
          const spelled = ` ${sequenceOf(query)
            .map((token) => token.text)
            .join(' ')} `
          const expected = articles
            .filter((one) =>
              ` ${sequenceOf(one.body)
                .map((token) => token.text)
                .join(' ')} `.includes(spelled),
            )
            .map((one) => one.id)
          const answer = new Set(found(query))
          for (const one of expected) expect(answer.has(one), `${query} in ${one}`).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('answers any text', () => {
    index(article(1, '月末结账', 'NC65 ora-00942 "*"'))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 1000 }), body), (text) => {
        const hits = searchArticles(db, text, 10)
        hits.push(...suggestArticles(db, { text, problemDomain: 'database', product: 'NC', limit: 5 }))
        expect(articleHitSchema.array().safeParse(hits).success).toBe(true)
      }),
      { numRuns: 300 },
    )
    expect(found('月末结账')).toEqual([id(1)])
  })
})

describe('an input method', () => {
  it('finds the same article by full-width and half-width punctuation', () => {
    index(
      article(1, '表空间不足（ORA-01653）', '阿里·云 nc.bs.pub'),
      article(2, '打印（Ａ４）', '模板：ｎｃ．ｂｓ．ｕｆ'),
    )
    for (const text of [
      'ＯＲＡ－０１６５３',
      'ora–01653',
      'ORA—01653',
      '空间不足(ora',
      '阿里．云',
      '阿里•云',
      'ｎｃ．ｂｓ．ｐｕｂ',
    ])
      expect(found(text)[0], text).toBe(id(1))
    for (const text of ['打印(a4)', '【A4】', 'nc.bs.uf', 'ｎｃ。ｂｓ。ｕｆ']) expect(found(text)[0], text).toBe(id(2))
  })
})

describe('suggesting', () => {
  const library = [
    article(1, '固定资产月末结账报错', '折旧未计提', { problemDomain: 'assets', product: 'NC', solvedCount: 2 }),
    article(2, '薪资发放后不能取消', '先反审核', { problemDomain: 'humanResources', product: 'NC' }),
    article(3, '表空间不足', 'ORA-01653 扩容表空间', {
      problemDomain: 'database',
      product: 'NC',
      solvedCount: 5,
      errorCodes: ['ORA-01653'],
    }),
    article(4, '打印空白', '模板', { problemDomain: 'platform', product: 'NC Cloud' }),
  ]

  it('lets the words of the case decide, and says which', () => {
    index(...library)
    const [first] = suggestArticles(db, {
      text: '你好，我们固定资产结账的时候报错了',
      problemDomain: null,
      product: 'NC',
      limit: 3,
    })
    expect(first?.id).toBe(id(1))
    expect(first?.reasons.map((reason) => reason.kind)).toEqual(['words', 'product', 'solvedSimilar'])
    expect(first?.reasons[0]?.text).toContain('固定资产')
  })

  it('offers the domain alone when nothing was written yet', () => {
    index(...library)
    const hits = suggestArticles(db, { text: '', problemDomain: 'database', product: '', limit: 3 })
    expect(hits.map((hit) => hit.id)).toEqual([id(3)])
    expect(hits[0]?.reasons).toEqual([
      { kind: 'problemDomain', text: 'database' },
      { kind: 'solvedSimilar', text: '5' },
    ])
  })

  it('offers nothing without a reason', () => {
    index(...library)
    expect(suggestArticles(db, { text: '', problemDomain: null, product: 'NC', limit: 3 })).toEqual([])
  })
})
